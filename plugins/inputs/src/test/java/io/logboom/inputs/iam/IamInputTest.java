package io.logboom.inputs.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.testkit.Running;
import io.logboom.testkit.ScriptedEmitter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IamInputTest {
  @TempDir Path folder;

  private Trial trial() {
    return new Trial(folder);
  }

  @Test
  @DisplayName("a record is what the API says of a principal, with the API's names")
  void records() throws Exception {
    var trial = trial();
    trial
        .iam
        .user(
            "zoë",
            "<PasswordLastUsed>2026-11-05T06:07:08Z</PasswordLastUsed><PermissionsBoundary><PermissionsBoundaryType>Policy</PermissionsBoundaryType><PermissionsBoundaryArn>arn:aws:iam::111122223333:policy/edge</PermissionsBoundaryArn></PermissionsBoundary><Tags><member><Key>team</Key><Value>naïve"
                + " \"quotes\" 木</Value></member></Tags>")
        .role("reader", "{\"Version\":\"2012-10-17\"}", "<RoleLastUsed></RoleLastUsed>")
        .group("empty")
        .group("crew", "zoë");
    trial.walk();
    assertThat(trial.emitter.delivered())
        .containsExactlyInAnyOrder(
            "{\"Path\":\"/team/\",\"UserName\":\"zoë\",\"UserId\":\"AIDA000000000001D856\",\"Arn\":\"arn:aws:iam::111122223333:user/team/zoë\",\"CreateDate\":\"2026-01-02T03:04:05Z\",\"PasswordLastUsed\":\"2026-11-05T06:07:08Z\",\"PermissionsBoundary\":{\"PermissionsBoundaryType\":\"Policy\",\"PermissionsBoundaryArn\":\"arn:aws:iam::111122223333:policy/edge\"},\"Tags\":[{\"Key\":\"team\",\"Value\":\"naïve"
                + " \\\"quotes\\\" 木\"}]}",
            "{\"Path\":\"/team/\",\"RoleName\":\"reader\",\"RoleId\":\"AROA00000000C84558C3\",\"Arn\":\"arn:aws:iam::111122223333:role/team/reader\",\"CreateDate\":\"2026-01-02T03:04:05Z\",\"AssumeRolePolicyDocument\":{\"Version\":\"2012-10-17\"},\"RoleLastUsed\":{}}",
            "{\"Group\":{\"Path\":\"/team/\",\"GroupName\":\"empty\",\"GroupId\":\"AGPA0000000005C2854D\",\"Arn\":\"arn:aws:iam::111122223333:group/team/empty\",\"CreateDate\":\"2026-01-02T03:04:05Z\"},\"Users\":[],\"IsTruncated\":false}",
            "{\"Group\":{\"Path\":\"/team/\",\"GroupName\":\"crew\",\"GroupId\":\"AGPA00000000002EB961\",\"Arn\":\"arn:aws:iam::111122223333:group/team/crew\",\"CreateDate\":\"2026-01-02T03:04:05Z\"},\"Users\":[{\"Path\":\"/team/\",\"UserName\":\"zoë\",\"UserId\":\"AIDA000000000001D856\",\"Arn\":\"arn:aws:iam::111122223333:user/team/zoë\",\"CreateDate\":\"2026-01-02T03:04:05Z\"}],\"IsTruncated\":false}");
    assertThat(trial.made)
        .filteredOn(event -> event.origin().place().contains("zoë"))
        .first()
        .satisfies(
            event ->
                assertThat(event.origin().attributes())
                    .containsEntry("aws.account", "111122223333")
                    .containsEntry("iam.kind", "user")
                    .containsEntry("iam.path", "/team/")
                    .containsEntry("iam.arn", event.origin().place()));
  }

  @Test
  @DisplayName("ids are spelled as Google's table has them when that is wanted")
  void idCase() throws Exception {
    var trial = trial();
    trial.setup.idCase = IamInputConfig.IdCase.GOOGLE;
    trial.iam.user("a", "").role("b", "{\"UserId\":1}", "").group("c", "a");
    trial.walk();
    assertThat(String.join("", trial.emitter.delivered()))
        .contains("\"UserID\":\"AIDA", "\"RoleID\":\"AROA", "\"GroupID\":\"AGPA")
        .contains("{\"UserId\":1}")
        .doesNotContain("\"UserId\":\"", "\"RoleId\"", "\"GroupId\"");
  }

  @ParameterizedTest
  @CsvSource({"1, false", "3, false", "3, true", "100, true", "1000, false"})
  @DisplayName("every page is read, however short, and even if it is empty")
  void paging(int pageSize, boolean emptyPages) throws Exception {
    var trial = trial();
    trial.iam.pageSize = pageSize;
    trial.iam.emptyPages = emptyPages;
    var crew = new ArrayList<String>();
    var expected = new ArrayList<String>();
    for (int i = 0; i < 23; i++) {
      trial.iam.user("u" + i, "").role("r" + i, "{}", "");
      crew.add("u" + i);
      expected.add("User:u" + i);
      expected.add("Role:r" + i);
    }
    trial.iam.group("crew", crew.toArray(String[]::new));
    var records = trial.walk();
    assertThat(records.stream().filter(one -> !one.has("Group")).map(Trial::name))
        .containsExactlyInAnyOrderElementsOf(expected);
    var pages = records.stream().filter(one -> one.has("Group")).toList();
    int pagesOfUsers = Math.ceilDiv(23, Math.min(pageSize, 100));
    assertThat(pages).hasSize(emptyPages ? 2 * pagesOfUsers : pagesOfUsers);
    var users = new ArrayList<String>();
    for (int i = 0; i < pages.size(); i++) {
      assertThat(pages.get(i).get("IsTruncated").asBoolean()).isEqualTo(i < pages.size() - 1);
      assertThat(pages.get(i).has("Marker")).isEqualTo(i < pages.size() - 1);
      pages.get(i).get("Users").forEach(user -> users.add(user.get("UserName").asString()));
    }
    assertThat(users).containsExactlyElementsOf(crew);
  }

  @Test
  @DisplayName("a throttled request is repeated until it succeeds")
  void throttling() throws Exception {
    var trial = trial();
    trial.iam.user("a", "").user("b", "");
    var times = new AtomicInteger();
    trial.iam.script =
        (action, about) ->
            action.equals("GetUser") && about.equals("a") && times.incrementAndGet() == 1
                ? FakeIam.Fault.THROTTLED
                : FakeIam.Fault.NONE;
    assertThat(trial.names()).containsExactly("User:a", "User:b");
    assertThat(trial.context.count("repeated-requests")).isEqualTo(1);
    assertThat(trial.context.count("requests")).isEqualTo(6);
  }

  @Test
  @DisplayName("a principal that is deleted after it was listed is noted, and the rest go on")
  void vanished() throws Exception {
    var trial = trial();
    trial.iam.user("a", "").user("b", "").user("c", "");
    trial.iam.script =
        (action, about) ->
            action.equals("GetUser") && about.equals("b")
                ? FakeIam.Fault.MISSING
                : FakeIam.Fault.NONE;
    assertThat(trial.names()).containsExactly("User:a", "User:c");
    assertThat(trial.context.count("vanished")).isEqualTo(1);
  }

  @Test
  @DisplayName("one that must not be read becomes a dead letter that says whose and why")
  void denied() throws Exception {
    var trial = trial();
    trial.iam.user("a", "").user("b", "");
    trial.iam.script =
        (action, about) ->
            action.equals("GetUser") && about.equals("b")
                ? FakeIam.Fault.DENIED
                : FakeIam.Fault.NONE;
    assertThat(trial.names()).containsExactly("User:a");
    assertThat(trial.emitter.rejections())
        .containsExactly(
            "GetUser of user b in 111122223333: access-denied: AccessDenied as scripted");
    assertThat(trial.context.count("failed-access-denied")).isEqualTo(1);
  }

  @Test
  @DisplayName("a policy document that is no JSON stays the text it is, and is counted")
  void malformedDocument() throws Exception {
    var trial = trial();
    trial
        .iam
        .role("bad", "{\"Version\":", "")
        .role("good", "{ \"a+b\" : [ \"%41\\\" }\" , 1.0 ] }\n", "");
    trial.walk();
    assertThat(String.join("\n", trial.emitter.delivered()))
        .contains("\"AssumeRolePolicyDocument\":\"%7B%22Version%22%3A\"")
        .contains("\"AssumeRolePolicyDocument\":{\"a+b\":[\"%41\\\" }\",1.0]}");
    assertThat(trial.context.count("malformed-policies")).isEqualTo(1);
  }

  @Test
  @DisplayName("a list that cannot be had is asked for again; what can be is delivered meanwhile")
  void brokenList() throws Exception {
    var trial = trial();
    trial.iam.user("a", "").role("b", "{}", "");
    var times = new AtomicInteger();
    trial.iam.script =
        (action, _) ->
            action.equals("ListRoles") && times.incrementAndGet() == 1
                ? FakeIam.Fault.DENIED
                : FakeIam.Fault.NONE;
    trial.setup.schedule = "1h";
    trial.emitter = ScriptedEmitter.delivering();
    try (var running = Running.start(trial.input(), trial.emitter)) {
      org.awaitility.Awaitility.await()
          .atMost(Trial.PATIENCE)
          .until(() -> trial.emitter.delivered().size() == 2);
      running.interrupt();
      running.join(Trial.PATIENCE);
    }
    assertThat(trial.iam.count("ListUsers")).as("users are not walked again").isEqualTo(1);
    assertThat(trial.iam.count("ListRoles")).isEqualTo(2);
    assertThat(trial.emitter.obstacles())
        .isNotEmpty()
        .allMatch(why -> why.startsWith("roles of 111122223333: access-denied: "));
    assertThat(trial.emitter.isReady()).isTrue();
  }

  @Test
  @DisplayName("once, with a list that must not be read, fails and names the account")
  void onceDenied() throws Exception {
    var trial = trial();
    trial.iam.script =
        (action, _) -> action.equals("ListUsers") ? FakeIam.Fault.DENIED : FakeIam.Fault.NONE;
    try (var running = Running.start(trial.input(), trial.emitter)) {
      running.join(Trial.PATIENCE);
      assertThat(running.failure())
          .isInstanceOf(IOException.class)
          .hasMessage("the users of 111122223333 could not be walked; see the log");
    }
  }

  @Test
  @DisplayName("the check asks for one of each, and names what is denied and where")
  void check() throws Exception {
    var trial = trial();
    trial.setup.details = List.of(Detail.values());
    for (int i = 0; i < 50; i++) {
      trial.iam.user("u" + i, "").role("r" + i, "{}", "").group("g" + i, "u" + i);
    }
    trial.iam.script =
        (action, _) ->
            action.equals("GetRole") || action.equals("ListMFADevices")
                ? FakeIam.Fault.DENIED
                : FakeIam.Fault.NONE;
    for (String list :
        List.of(
            "ListAttachedUserPolicies",
            "ListUserPolicies",
            "ListAttachedGroupPolicies",
            "ListGroupPolicies",
            "ListAccessKeys",
            "GenerateCredentialReport")) {
      trial.iam.answers.put(list, "<IsTruncated>false</IsTruncated>");
    }
    try (var input = trial.input()) {
      org.assertj.core.api.Assertions.assertThatIOException()
          .isThrownBy(input::check)
          .withMessage(
              "ListMFADevices of user u0 in 111122223333: access-denied: AccessDenied as scripted;"
                  + " GetRole of role r0 in 111122223333: access-denied: AccessDenied as scripted");
    }
    assertThat(trial.iam.requests).hasSizeLessThan(20);
    assertThat(trial.emitter.batches()).isZero();
  }

  @Test
  @DisplayName("several accounts are walked by taking on a role in each")
  void accounts() throws Exception {
    var trial = trial();
    trial.setup.roles =
        List.of("arn:aws:iam::111122223333:role/reader", "arn:aws:iam::444455556666:role/reader");
    trial.iam.answers.put(
        "AssumeRole",
        "<Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>made-up</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2036-01-01T00:00:00Z</Expiration></Credentials>");
    trial.iam.user("a", "");
    assertThat(trial.names()).containsExactly("User:a", "User:a");
    assertThat(trial.made.stream().map(one -> one.origin().attributes().get("aws.account")))
        .containsExactlyInAnyOrder("111122223333", "444455556666");
    assertThat(trial.iam.count("AssumeRole")).isEqualTo(2);
  }
}
