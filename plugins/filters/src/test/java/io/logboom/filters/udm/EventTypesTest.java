package io.logboom.filters.udm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.spi.Filter;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class EventTypesTest {

  @ParameterizedTest
  @CsvSource({
    "signin, ConsoleLogin, USER_LOGIN",
    "signin, SwitchRole, USER_LOGIN",
    "signin, ExitRole, USER_LOGOUT",
    "signin, SomethingNew, USER_UNCATEGORIZED",
    "sts, AssumeRole, USER_RESOURCE_ACCESS",
    "sts, AssumeRoleWithSAML, USER_LOGIN",
    "iam, CreateUser, USER_CREATION",
    "iam, DeleteUser, USER_DELETION",
    "iam, AddUserToGroup, GROUP_MODIFICATION",
    "iam, PutUserPermissionsBoundary, USER_CHANGE_PERMISSIONS",
    "iam, UpdateLoginProfile, USER_CHANGE_PASSWORD",
    "iam, AttachRolePolicy, RESOURCE_PERMISSIONS_CHANGE",
    "iam, GetUser, RESOURCE_READ",
    "iam, ListGroupsForUser, RESOURCE_READ",
    "s3, PutObject, RESOURCE_CREATION",
    "s3, PutBucketAcl, RESOURCE_PERMISSIONS_CHANGE",
    "s3, GetBucketPolicy, RESOURCE_READ",
    "s3, DeleteBucket, RESOURCE_DELETION",
    "s3, DeleteBucketLifecycle, RESOURCE_WRITTEN",
    "ec2, RunInstances, RESOURCE_CREATION",
    "ec2, DescribeVpcEndpointServicePermissions, RESOURCE_READ",
    "ec2, DescribeIamInstanceProfileAssociations, RESOURCE_READ",
    "ec2, AuthorizeSecurityGroupIngress, RESOURCE_PERMISSIONS_CHANGE",
    "kms, Decrypt, RESOURCE_READ",
    "kms, ScheduleKeyDeletion, RESOURCE_DELETION",
    "lambda, Invoke, USER_RESOURCE_ACCESS",
    "lambda, AddPermission20150331v2, RESOURCE_PERMISSIONS_CHANGE",
    "rds, ModifyDBSnapshotAttribute, RESOURCE_PERMISSIONS_CHANGE",
    "cloudtrail, StopLogging, RESOURCE_WRITTEN",
    "cloudtrail, DeleteTrail, RESOURCE_DELETION",
    "logs, FilterLogEvents, RESOURCE_READ",
    "guardduty, CreateIPSet, RESOURCE_CREATION",
    "config, StopConfigurationRecorder, RESOURCE_WRITTEN",
    "organizations, LeaveOrganization, RESOURCE_PERMISSIONS_CHANGE",
    "organizations, ListDelegatedAdministrators, RESOURCE_READ",
    "autoscaling, CompleteLifecycleAction, STATUS_UPDATE",
    "example, GetResourcePolicy, RESOURCE_READ",
    "example, PutResourcePolicy, RESOURCE_PERMISSIONS_CHANGE",
    "example, Frobnicate, GENERIC_EVENT"
  })
  void theTableHas(String source, String name, EventType type) throws IOException {
    assertThat(find(types(List.of()), source + ".amazonaws.com", name)).isEqualTo(type);
  }

  @Test
  void rulesOfTheConfigurationComeFirst() throws IOException {
    var types =
        types(
            List.of(
                EventTypeRule.of("s3.amazonaws.com PutObject RESOURCE_WRITTEN"),
                EventTypeRule.of("* Frob*ate USER_UNCATEGORIZED")));
    assertThat(find(types, "s3.amazonaws.com", "PutObject")).isEqualTo(EventType.RESOURCE_WRITTEN);
    assertThat(find(types, "s3.amazonaws.com", "PutObjectAcl"))
        .isEqualTo(EventType.RESOURCE_PERMISSIONS_CHANGE);
    assertThat(find(types, "x", "Frobnicate")).isEqualTo(EventType.USER_UNCATEGORIZED);
  }

  @Test
  void aPatternFitsWhatTheRegularExpressionFits() {
    long seed = Long.getLong("logboom.seed", 42);
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      var pattern = word(random, "ab*");
      var name = word(random, "ab");
      var types = EventTypes.of(List.of(EventTypeRule.of("* x" + pattern + " RESOURCE_READ")));
      boolean fits = Pattern.matches("x" + pattern.replace("*", ".*"), "x" + name);
      assertThat(find(types, "s", "x" + name) == EventType.RESOURCE_READ)
          .as("seed %s: %s, %s", seed, pattern, name)
          .isEqualTo(fits);
    }
  }

  @Test
  void whatIsKeptIsWhatIsFound() throws IOException {
    long seed = Long.getLong("logboom.seed", 42);
    var random = new Random(seed);
    var kept = types(List.of());
    for (int i = 0; i < 20_000; i++) {
      var source = random.nextBoolean() ? "iam.amazonaws.com" : "x" + random.nextInt(99);
      var name = (random.nextBoolean() ? "Get" : "CreateUser") + random.nextInt(99);
      assertThat(find(kept, source, name)).isEqualTo(find(kept.another(), source, name));
    }
  }

  @Test
  void aBrokenTableNamesItsLine() {
    assertThatThrownBy(() -> Table.read("event-types.txt", EventTypesTest::refuse))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("event-types.txt:\\d+: no: .*");
  }

  private static void refuse(String line) {
    throw new IllegalArgumentException("no: " + line);
  }

  /** Every type, of a record that has all and of records that lack what types need. */
  @Test
  void everyTypeHasWhatItNeeds() throws Exception {
    for (var type : EventType.values()) {
      try (var udm = Cases.filter(new UdmPlugin(), "event-types = [ \"* * " + type + "\" ]")) {
        var full =
            """
            {"eventVersion":"1.08","eventTime":"2026-01-02T03:04:05Z","eventName":"X",\
            "eventSource":"iam.amazonaws.com","sourceIPAddress":"192.0.2.1",\
            "userIdentity":{"arn":"a"},"requestParameters":{"userName":"u","groupName":"g"}}\
            """;
        assertThat(type(full, udm)).isEqualTo(type.name());
        for (var lack : List.of("sourceIPAddress", "userIdentity", "requestParameters")) {
          type(full.replace(lack, "other"), udm);
        }
        var bare = "{\"eventName\":\"X\",\"eventTime\":\"2026-01-02T03:04:05Z\"}";
        assertThat(type(bare, udm)).isEqualTo("GENERIC_EVENT");
      }
    }
  }

  private static String type(String record, Filter udm) {
    var run = FilterRun.of(Events.of(record), udm);
    JsonNode event = TrailOracle.JSON.readTree(run.texts().getFirst());
    TrailOracle.valid(run.out().getFirst());
    return event.at("/metadata/event_type").asString();
  }

  private static String word(Random random, String letters) {
    var word = new StringBuilder();
    for (int i = random.nextInt(7); i > 0; i--) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }

  private static EventTypes types(List<EventTypeRule> first) throws IOException {
    var rules = new ArrayList<>(first);
    Table.read("event-types.txt", line -> rules.add(EventTypeRule.of(line)));
    return EventTypes.of(rules);
  }

  private static EventType find(EventTypes types, String source, String name) {
    byte[] bytes = (source + name).getBytes(StandardCharsets.UTF_8);
    return types.of(bytes, 0, source.length(), source.length(), bytes.length);
  }
}
