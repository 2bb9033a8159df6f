package io.logboom.inputs.http;

import io.logboom.inputs.net.Complaints;
import io.logboom.spi.Origin;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request whose body is wanted.
 *
 * @param peer who sends, with the port
 * @param host who sends, without the port
 * @param method POST or PUT
 * @param path without what follows a question mark, which may hold secrets
 * @param coding how the body is said to be compressed
 * @param firehose what Firehose says besides; empty when the sender is another
 */
record Request(
    String peer,
    String host,
    String method,
    String path,
    Coding coding,
    Optional<Firehose> firehose) {

  /** How a body is said to be compressed; told by its first bytes when nothing is said. */
  enum Coding {
    IDENTITY,
    GZIP,
    ZSTD
  }

  /** The request as people write it: {@code 192.0.2.7:50123 POST /logs}. */
  String place() {
    String place = peer + " " + method + " " + Complaints.printable(path);
    return firehose.map(said -> place + " request " + said.requestId()).orElse(place);
  }

  /** Where its events come from. */
  Origin origin(String input, Instant receivedAt) {
    var attributes = new LinkedHashMap<String, String>();
    attributes.put("http.peer", host);
    attributes.put("http.path", path);
    firehose.ifPresent(said -> attributes.putAll(said.attributes()));
    return new Origin(input, place(), receivedAt, Map.copyOf(attributes));
  }
}
