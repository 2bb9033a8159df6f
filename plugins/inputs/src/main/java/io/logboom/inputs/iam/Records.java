package io.logboom.inputs.iam;

import io.logboom.spi.Batch;
import io.logboom.spi.Context;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import io.logboom.spi.Rejected;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes events of records, and tells records from one another. Safe for use by many threads. */
final class Records {
  /** What an event takes beside its bytes. */
  private static final int OVERHEAD = 600;

  private final Context context;
  private final ApiJson json;
  private final String account;

  Records(Context context, ApiJson json, String account) {
    this.context = context;
    this.json = json;
    this.account = account;
  }

  /**
   * What a record says, in short. A page's marker is no part of it: AWS makes a new one each time.
   */
  String fingerprint(Principal principal, Map<String, Object> record, String reason) {
    var bare = new LinkedHashMap<>(record);
    bare.remove("Marker");
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      sha.update(json.print(bare, principal.arn()));
      sha.update(reason.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The record of a principal, or one page of it. */
  Batch batch(Principal principal, int page, Map<String, Object> record) {
    var event = event(principal, page, record);
    return new Batch(List.of(event), List.of(), event.length() + (long) OVERHEAD, () -> {});
  }

  /** What a list tells of a principal that cannot be read. */
  Batch rejected(Principal principal, String reason) {
    var event = event(principal, 0, ApiJson.members(principal.listed()));
    return new Batch(
        List.of(),
        List.of(new Rejected(event, reason)),
        event.length() + (long) OVERHEAD,
        () -> {});
  }

  /** That one is gone. */
  Batch deleted(Kind kind, Snapshot.Entry entry) {
    String one = kind.one();
    String noun = Character.toUpperCase(one.charAt(0)) + one.substring(1);
    var gone = new LinkedHashMap<String, Object>();
    gone.put("Path", entry.path());
    gone.put(noun + "Name", entry.name());
    gone.put(noun + "Id", entry.id());
    gone.put("Arn", entry.arn());
    gone.put("NoticedDate", context.clock().instant());
    Map<String, Object> record = Map.of("Deleted", gone);
    var attributes = attributes(kind, entry.arn(), entry.path());
    attributes.put("iam.change", "deleted");
    var event = event(entry.arn(), entry.arn(), attributes, record);
    return new Batch(List.of(event), List.of(), event.length() + (long) OVERHEAD, () -> {});
  }

  private Event event(Principal principal, int page, Map<String, Object> record) {
    var attributes = attributes(principal.kind(), principal.arn(), principal.path());
    String place = principal.arn();
    if (principal.kind() == Kind.GROUPS) {
      attributes.put("iam.page", Integer.toString(page + 1));
      place += "#" + (page + 1);
    }
    return event(place, principal.arn(), attributes, record);
  }

  private Map<String, String> attributes(Kind kind, String arn, String path) {
    var attributes = new LinkedHashMap<String, String>();
    attributes.put("aws.account", account);
    attributes.put("iam.kind", kind.one());
    attributes.put("iam.arn", arn);
    attributes.put("iam.path", path);
    return attributes;
  }

  private Event event(
      String place, String arn, Map<String, String> attributes, Map<String, Object> record) {
    var origin =
        new Origin(context.name(), place, context.clock().instant(), Map.copyOf(attributes));
    return context.event(json.print(record, arn), origin);
  }
}
