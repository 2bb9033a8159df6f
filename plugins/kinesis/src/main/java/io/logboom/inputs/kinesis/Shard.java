package io.logboom.inputs.kinesis;

import java.util.Map;

/**
 * One shard of a stream.
 *
 * @param id {@code shardId-000000000000}
 * @param attributes what events tell of where they come from
 */
record Shard(String stream, String id, Map<String, String> attributes) {

  /** A shard of a stream in a region. */
  static Shard of(String stream, String id, String region) {
    return new Shard(
        stream, id, Map.of("aws.region", region, "kinesis.stream", stream, "kinesis.shard", id));
  }

  /** As people write it. */
  String place() {
    return "kinesis://" + stream + "/" + id;
  }
}
