package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The published patterns and queries over CloudTrail records, those of our samples and, when {@code
 * -Dlogboom.corpus} names a folder, other people's: they find what count.py finds, which reads the
 * same files and knows nothing of their languages.
 */
class TryCorpusIT {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private static final Map<String, String> PATTERNS =
      Map.of(
          "iam-changes",
          """
          { ( ($.eventSource = "iam.amazonaws.com") && (($.eventName = "Add*") || ($.eventName = "Attach*") || \
          ($.eventName = "Change*") || ($.eventName = "Create*") || ($.eventName = "Deactivate*") || \
          ($.eventName = "Delete*") || ($.eventName = "Detach*") || ($.eventName = "Enable*") || \
          ($.eventName = "Put*") || ($.eventName = "Remove*") || ($.eventName = "Set*") || \
          ($.eventName = "Update*") || ($.eventName = "Upload*")) ) }\
          """,
          "authorization-changes",
          """
          { ( ($.eventSource = "iam.amazonaws.com") && (($.eventName = "Put*Policy") || ($.eventName = "Attach*") || \
          ($.eventName = "Detach*") || ($.eventName = "Create*") || ($.eventName = "Update*") || \
          ($.eventName = "Upload*") || ($.eventName = "Delete*") || ($.eventName = "Remove*") || \
          ($.eventName = "Set*")) ) }\
          """);

  private static final Map<String, String> QUERIES =
      Map.of(
          "iam",
          """
          fields eventSource, @timestamp
          | filter eventSource = "iam.amazonaws.com"
          """,
          "create-user",
          """
          filter eventSource = "iam.amazonaws.com" and eventName = "CreateUser"
          | fields eventSource, eventName, responseElements.user.createDate as createDate,
          sourceIPAddress, userAgent, userIdentity.userName as requestUser,
          requestParameters.userName as createdUser,
          userIdentity.sessionContext.attributes.mfaAuthenticated as mfaAuthenticated
          """,
          "delete-user",
          """
          filter eventSource = "iam.amazonaws.com" and eventName = "DeleteUser"
          | fields eventSource, eventName, eventTime, sourceIPAddress, userAgent,
          requestParameters.userName as DeletedUser, userIdentity.userName as requestUser,
          userIdentity.sessionContext.attributes.mfaAuthenticated as mfaAuthenticated
          """,
          "add-user-to-group",
          """
          filter eventSource = "iam.amazonaws.com" and eventName = "AddUserToGroup"
          | fields eventSource, eventName, eventTime, sourceIPAddress, userAgent,
          userIdentity.userName as requestUser, requestParameters.userName as addedUser,
          requestParameters.groupName as groupName,
          userIdentity.sessionContext.attributes.mfaAuthenticated as mfaAuthenticated
          """,
          "remove-user-from-group",
          """
          filter eventSource = "iam.amazonaws.com" and eventName = "RemoveUserFromGroup"
          | fields eventSource, eventName, eventTime, sourceIPAddress, userAgent,
          requestParameters.groupName as removedGroup, requestParameters.userName as user,
          userIdentity.userName as requestUser
          """,
          "put-user-permissions-boundary",
          """
          filter eventSource = "iam.amazonaws.com" and eventName = "PutUserPermissionsBoundary"
          | fields eventSource, eventName, eventTime, sourceIPAddress, userAgent,
          requestParameters.permissionsBoundary as permissionsBoundary, requestParameters.userName as addedUser,
          userIdentity.userName as requestUser
          """,
          "delete-user-permissions-boundary",
          """
          filter eventSource = "iam.amazonaws.com" and eventName = "DeleteUserPermissionsBoundary"
          | fields eventSource, eventName, eventTime, sourceIPAddress, userAgent,
          requestParameters.userName as user, userIdentity.userName as requestUser
          """,
          "put-user-policy",
          """
          filter eventSource = "iam.amazonaws.com" and eventName = "PutUserPolicy"
          | fields eventSource, eventName, eventTime, sourceIPAddress, userAgent,
          requestParameters.userName as user, requestParameters.policyName as policyName,
          requestParameters.policyDocument as policyDocument, userIdentity.userName as requestUser
          """,
          "detach-user-policy",
          """
          filter eventSource = "iam.amazonaws.com" and eventName = "DetachUserPolicy"
          | fields eventSource, eventName, eventTime, sourceIPAddress, userAgent,
          requestParameters.policyArn as DetachedPolicy, requestParameters.userName as DetahedUser,
          userIdentity.userName as requestUser
          """,
          "switch-role",
          """
          filter eventSource = "signin.amazonaws.com" and eventName = "SwitchRole"
          | fields eventSource, eventName, eventTime, sourceIPAddress, userAgent,
          responseElements.SwitchRole as result, additionalEventData.SwitchTo as SwitchTo, userIdentity.arn as SwitchFrom
          """);

  @TestFactory
  Stream<DynamicTest> findsWhatPythonFinds() throws Exception {
    var tests = new ArrayList<DynamicTest>();
    add(tests, "samples", Built.distribution().resolve("conf/samples"));
    String corpus = System.getProperty("logboom.corpus");
    if (corpus == null) {
      System.err.println("no corpus is given by -Dlogboom.corpus, so none is read");
    } else {
      Path folder = Path.of(corpus).toAbsolutePath();
      assertThat(folder).isDirectory();
      add(tests, "corpus", folder);
    }
    return tests.stream();
  }

  private static void add(List<DynamicTest> tests, String name, Path folder) throws Exception {
    var counted = counted(folder);
    var files = counted.get("files").valueStream().map(JsonNode::asString).toList();
    assertThat(files).isNotEmpty();
    System.err.println(name + ": " + counted.get("records").asInt() + " records");
    PATTERNS.forEach(
        (rule, pattern) ->
            tests.add(
                DynamicTest.dynamicTest(
                    name + ": " + rule,
                    () -> {
                      var command = tried("--pattern", pattern, files, counted);
                      var ids =
                          command.out().stream()
                              .map(line -> MAPPER.readTree(line).path("eventID").asString("None"));
                      assertThat(ids).containsExactlyInAnyOrderElementsOf(ids(counted, rule));
                    })));
    QUERIES.forEach(
        (rule, query) ->
            tests.add(
                DynamicTest.dynamicTest(
                    name + ": " + rule,
                    () -> {
                      var command = tried("--query", query, files, counted);
                      assertThat(command.out()).hasSameSizeAs(ids(counted, rule));
                    })));
  }

  private static Command tried(String option, String rule, List<String> files, JsonNode counted)
      throws Exception {
    var arguments = new ArrayList<>(List.of("try", option, rule));
    arguments.addAll(files);
    var command = Command.run(arguments);
    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.err())
        .contains("logboom: %,d events, ".formatted(counted.get("records").asInt()))
        .doesNotContain("dead letters");
    return command;
  }

  private static List<String> ids(JsonNode counted, String rule) {
    return counted.get("ids").get(rule).valueStream().map(JsonNode::asString).toList();
  }

  private static JsonNode counted(Path folder) throws IOException, InterruptedException {
    Path script = Built.module("src/test/resources/corpus/count.py");
    Path counts = Files.createTempFile(Built.scratch("commands"), "counts", ".json");
    var process =
        new ProcessBuilder("python3", script.toString(), folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(counts.toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    return MAPPER.readTree(counts);
  }
}
