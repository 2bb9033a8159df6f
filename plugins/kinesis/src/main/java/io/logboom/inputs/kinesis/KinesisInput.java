package io.logboom.inputs.kinesis;

import io.logboom.inputs.aws.AwsFault;
import io.logboom.inputs.aws.Reach;
import io.logboom.inputs.aws.SubscriptionFramer;
import io.logboom.spi.Context;
import io.logboom.spi.Emitter;
import io.logboom.spi.Framer;
import io.logboom.spi.Input;
import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Reads a stream of Kinesis Data Streams, and remembers of each shard how far it is delivered: in
 * leases that agents share, or in the data directory.
 */
final class KinesisInput implements Input {
  private final KinesisInputConfig config;
  private final Context context;
  private final Clients clients;
  private final Counters counters;

  KinesisInput(KinesisInputConfig config, Context context, Clients clients, Counters counters) {
    this.config = config;
    this.context = context;
    this.clients = clients;
    this.counters = counters;
  }

  @Override
  public void run(Emitter out) throws Exception {
    switch (config.leases()) {
      case LOCAL -> runAlone(out);
      case DYNAMODB -> new SharedShards(config, context, clients, framer(), out, counters).run();
    }
  }

  private void runAlone(Emitter out) throws IOException, InterruptedException {
    try (var checkpoints = Checkpoints.open(context.dataDirectory())) {
      var common =
          new ShardReader.Common(
              config,
              context,
              new StreamCalls(clients.kinesis(), config.stream()),
              framer(),
              out,
              new Reach(out),
              new Decoding(config.outsideShard(), counters),
              new FetchLimit(config.fetchSize().bytes()),
              checkpoints,
              new Lag(context, config.stream().name()),
              counters);
      new LocalShards(common, clients.region()).run();
    }
  }

  private Framer framer() {
    return new SubscriptionFramer(context, config.framing());
  }

  @Override
  public void check() throws IOException {
    try {
      var calls = new StreamCalls(clients.kinesis(), config.stream());
      calls.iteratorAtBeginning(calls.shards().getFirst().shardId());
    } catch (SdkException e) {
      var fault = AwsFault.of(e);
      throw new IOException(
          "kinesis://" + config.stream() + ": " + fault.reason() + ": " + fault.message(), e);
    }
  }

  @Override
  public void close() {
    clients.close();
  }
}
