package io.logboom.filters.alert;

import static io.logboom.filters.alert.Caller.first;

import io.logboom.spi.Event;
import io.logboom.spi.Value;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells what a CloudTrail record says. Used once. */
final class TrailStory {

  /** Parameters that name to whom or what something is done, the most telling first. */
  private static final List<String> TARGETS =
      List.of(
          "userName",
          "groupName",
          "roleName",
          "roleArn",
          "policyArn",
          "policyName",
          "bucketName",
          "functionName",
          "trailName",
          "instanceId",
          "groupId",
          "keyId",
          "secretId",
          "logGroupName",
          "dBInstanceIdentifier",
          "tableName",
          "topicArn",
          "queueUrl",
          "stackName",
          "clusterName",
          "accountAlias",
          "resourceArn",
          "targetId",
          "name");

  /** Of a sign-in, what its own field in {@code responseElements} says. */
  private static final Set<String> SIGN_INS =
      Set.of("ConsoleLogin", "SwitchRole", "ExitRole", "RenewRole", "CheckMfa");

  private static final int MOST_RESOURCES = 5;

  private final Event event;
  private final Value tree;
  private final Part record;
  private final Part parameters;
  private final Part response;
  private final Part extra;
  private final Caller caller;
  private final String action;
  private final String source;

  TrailStory(Event event, Value tree) {
    this.event = event;
    this.tree = tree;
    this.record = Part.of(tree);
    this.parameters = record.part("requestParameters");
    this.response = record.part("responseElements");
    this.extra = record.part("additionalEventData");
    this.caller = new Caller(record.part("userIdentity"), extra);
    this.action = record.text("eventName");
    this.source = record.text("eventSource");
  }

  /** Whether it is a record of somebody doing something. */
  static boolean fits(Value tree) {
    var record = Part.of(tree);
    return !record.text("eventName").isEmpty()
        && !record.text("eventSource").isEmpty()
        && (record.has("userIdentity") || record.has("eventVersion"));
  }

  Story tell() {
    var target = target();
    var facts = new EnumMap<Fact, String>(caller.facts());
    Caller.put(facts, Fact.ACTION, action);
    Caller.put(facts, Fact.SERVICE, source);
    Caller.put(facts, Fact.ACCOUNT, account());
    Caller.put(facts, Fact.TARGET, target);
    Caller.put(facts, Fact.ADDRESS, record.text("sourceIPAddress"));
    Caller.put(facts, Fact.AGENT, record.text("userAgent"));
    Caller.put(facts, Fact.MEANS, Means.of(record));
    Caller.put(facts, Fact.REGION, record.text("awsRegion"));
    Caller.put(facts, Fact.OUTCOME, failed() ? "failed" : "success");
    Caller.put(facts, Fact.ERROR, record.text("errorCode"));
    Caller.put(facts, Fact.MESSAGE, record.text("errorMessage"));
    return new Story(
        first(event.id().orElse(""), record.text("eventID")),
        time(),
        title(target),
        facts,
        List.of(what(), outcome(), caller.section(), target(target), where(), when(), asked()),
        JsonPrint.indented(tree, Integer.MAX_VALUE));
  }

  private Instant time() {
    if (event.time().isPresent()) {
      return event.time().get();
    }
    return OtherStory.time(record.text("eventTime"))
        .orElse(event.origin().receivedAt().truncatedTo(ChronoUnit.SECONDS));
  }

  private String account() {
    return first(record.text("recipientAccountId"), record.part("userIdentity").text("accountId"));
  }

  private String result() {
    return SIGN_INS.contains(action) ? response.text(action) : "";
  }

  private boolean failed() {
    return !record.text("errorCode").isEmpty()
        || !record.text("errorMessage").isEmpty()
        || result().equals("Failure");
  }

  /** To whom or what, in a word; empty when it cannot be told. */
  private String target() {
    if (action.equals("SwitchRole")) {
      return extra.text("SwitchTo");
    }
    for (var name : TARGETS) {
      var value = parameters.text(name);
      if (!value.isEmpty()) {
        var key = parameters.text("key");
        return name.equals("bucketName") && !key.isEmpty() ? value + "/" + key : value;
      }
    }
    for (var resource : record.parts("resources")) {
      var arn = first(resource.text("ARN"), resource.text("arn"));
      if (!arn.isEmpty()) {
        return arn;
      }
    }
    return "";
  }

  private Section what() {
    return Section.named("what")
        .add("action", action)
        .add("service", source)
        .add("kind", record.text("eventType"))
        .done();
  }

  private Section target(String target) {
    var lines = Section.named("target").add("name", target);
    for (var name : TARGETS) {
      var value = parameters.text(name);
      lines.add(name, value.equals(target) ? "" : value);
    }
    for (var made : List.of("user", "role", "group", "policy", "accessKey", "loginProfile")) {
      var part = response.part(made);
      lines.add(made + " ARN", part.text("arn")).add(made + " id", part.text("accessKeyId"));
    }
    var resources = record.parts("resources");
    for (var resource : resources.subList(0, Math.min(MOST_RESOURCES, resources.size()))) {
      var arn = first(resource.text("ARN"), resource.text("arn"));
      lines.add("resource", arn.equals(target) ? "" : arn);
    }
    if (resources.size() > MOST_RESOURCES) {
      lines.add("resource", "and " + (resources.size() - MOST_RESOURCES) + " more");
    }
    return lines.done();
  }

  private Section where() {
    return Section.named("where")
        .add("address", record.text("sourceIPAddress"))
        .add("by", Means.of(record))
        .add("agent", record.text("userAgent"))
        .add("account", account())
        .add("region", record.text("awsRegion"))
        .add("VPC endpoint", record.text("vpcEndpointId"))
        .done();
  }

  private Section when() {
    return Section.named("when")
        .add("time", first(record.text("eventTime"), time().toString()))
        .add("received", event.origin().receivedAt().truncatedTo(ChronoUnit.SECONDS).toString())
        .add("event", record.text("eventID"))
        .add("request", record.text("requestID"))
        .add("found in", event.place())
        .done();
  }

  private Section outcome() {
    return Section.named("outcome")
        .add("result", failed() ? "failed" : "success")
        .add("error", record.text("errorCode"))
        .add("message", record.text("errorMessage"))
        .add(SIGN_INS.contains(action) ? action : "sign-in", result())
        .done();
  }

  /** What was asked for: the parameters; of a sign-in, what is known besides. */
  private Section asked() {
    var lines = new ArrayList<Line>();
    for (var line : parameters.lines()) {
      lines.add(new Line(line.label(), Documents.compact(line.value())));
    }
    if (SIGN_INS.contains(action)) {
      lines.addAll(extra.lines());
    }
    if (parameters.isEmpty()) {
      // Rarely it is a text.
      var text = record.text("requestParameters");
      if (!text.isEmpty()) {
        lines.add(new Line("requestParameters", Documents.compact(text)));
      }
    }
    return new Section("parameters", lines);
  }

  private String title(String target) {
    var actor = caller.name();
    var account = account();
    var in = account.isEmpty() ? "" : " in account " + account;
    var error = record.text("errorCode");
    boolean failed = failed();
    if (action.equals("ConsoleLogin")) {
      return actor
          + (failed ? " failed to sign in to the console" : " signed in to the console")
          + (caller.mfa().equals("no") && !failed ? " without MFA" : "")
          + in;
    }
    var because = failed && !error.isEmpty() ? ": " + error : "";
    if (action.equals("SwitchRole")) {
      var role = target.isEmpty() ? "another role" : "the role " + Phrases.named(target);
      return actor + (failed ? " failed to switch to " : " switched to ") + role + in + because;
    }
    Map<String, String> known = new LinkedHashMap<>(parameters.texts());
    return Phrases.sentence(source, action, actor, known, failed)
            .orElseGet(
                () ->
                    actor
                        + (failed ? " failed to call " : " called ")
                        + action
                        + (target.isEmpty() ? "" : " on " + Phrases.named(target)))
        + in
        + because;
  }
}
