package io.logboom.inputs.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DetailsTest {
  private static final String END = "<IsTruncated>false</IsTruncated>";
  private static final String REPORT =
      """
      user,arn,mfa_active
      <root_account>,arn:aws:iam::111122223333:root,true
      "a,b",arn:aws:iam::111122223333:user/team/a,false
      """;

  @TempDir Path folder;
  private Trial trial;

  @BeforeEach
  void account() {
    trial = new Trial(folder);
    trial.setup.details = List.of(Detail.values());
    trial.iam.user("a", "").role("r", "{}", "").group("g");
    for (String noun : List.of("User", "Role", "Group")) {
      trial.iam.answers.put(
          "ListAttached" + noun + "Policies",
          "<AttachedPolicies><member><PolicyName>p</PolicyName><PolicyArn>arn:p</PolicyArn></member></AttachedPolicies>"
              + END);
      trial.iam.answers.put(
          "List" + noun + "Policies", "<PolicyNames><member>inline</member></PolicyNames>" + END);
      trial.iam.answers.put(
          "Get" + noun + "Policy",
          "<PolicyName>inline</PolicyName><PolicyDocument>%7B%22a%22%3A%201%7D</PolicyDocument>");
    }
    trial.iam.answers.put(
        "ListAccessKeys",
        "<AccessKeyMetadata><member><UserName>a</UserName><AccessKeyId>AKIAEXAMPLE</AccessKeyId><Status>Active</Status></member></AccessKeyMetadata>"
            + END);
    trial.iam.answers.put(
        "GetAccessKeyLastUsed",
        "<UserName>a</UserName><AccessKeyLastUsed><ServiceName>N/A</ServiceName><Region>N/A</Region></AccessKeyLastUsed>");
    trial.iam.answers.put(
        "ListMFADevices",
        "<MFADevices><member><UserName>a</UserName><SerialNumber>arn:mfa</SerialNumber></member></MFADevices>"
            + END);
    trial.iam.answers.put(
        "GetLoginProfile",
        "<LoginProfile><UserName>a</UserName><PasswordResetRequired>true</PasswordResetRequired></LoginProfile>");
    trial.iam.answers.put("GenerateCredentialReport", "<State>COMPLETE</State>");
    trial.iam.answers.put(
        "GetCredentialReport",
        "<Content>"
            + Base64.getEncoder().encodeToString(REPORT.getBytes(StandardCharsets.UTF_8))
            + "</Content>");
  }

  private String record(String noun) throws Exception {
    return trial.walk().stream()
        .filter(one -> Trial.name(one).startsWith(noun))
        .map(one -> one.toString())
        .findAny()
        .orElseThrow();
  }

  @Test
  @DisplayName("all details of a user")
  void user() throws Exception {
    assertThat(record("User"))
        .endsWith(
            ",\"AttachedManagedPolicies\":[{\"PolicyName\":\"p\",\"PolicyArn\":\"arn:p\"}],\"UserPolicyList\":[{\"PolicyName\":\"inline\",\"PolicyDocument\":{\"a\":1}}],\"AccessKeys\":[{\"UserName\":\"a\",\"AccessKeyId\":\"AKIAEXAMPLE\",\"Status\":\"Active\",\"AccessKeyLastUsed\":{\"ServiceName\":\"N/A\",\"Region\":\"N/A\"}}],\"MFADevices\":[{\"UserName\":\"a\",\"SerialNumber\":\"arn:mfa\"}],\"LoginProfile\":{\"UserName\":\"a\",\"PasswordResetRequired\":true},\"CredentialReport\":{\"user\":\"a,b\",\"arn\":\"arn:aws:iam::111122223333:user/team/a\",\"mfa_active\":\"false\"}}");
  }

  @Test
  @DisplayName("roles and groups have policies")
  void policies() throws Exception {
    String policies =
        "\"AttachedManagedPolicies\":[{\"PolicyName\":\"p\",\"PolicyArn\":\"arn:p\"}],\"%sPolicyList\":[{\"PolicyName\":\"inline\",\"PolicyDocument\":{\"a\":1}}]}";
    assertThat(record("Role")).endsWith(policies.formatted("Role"));
    assertThat(record("Group"))
        .contains(policies.formatted("Group") + ",\"Users\":[],\"IsTruncated\":false");
  }

  @Test
  @DisplayName("one that must not be read leaves the record, which says so")
  void denied() throws Exception {
    trial.iam.script =
        (action, _) ->
            action.equals("ListMFADevices") || action.equals("GenerateCredentialReport")
                ? FakeIam.Fault.DENIED
                : FakeIam.Fault.NONE;
    assertThat(record("User"))
        .contains("\"AccessKeys\"", "\"LoginProfile\"")
        .doesNotContain("MFADevices\":", "CredentialReport\":")
        .endsWith(
            ",\"Unread\":[{\"Operation\":\"GenerateCredentialReport\",\"Reason\":\"access-denied\"},{\"Operation\":\"ListMFADevices\",\"Reason\":\"access-denied\"}]}");
    assertThat(trial.context.count("failed-access-denied")).isEqualTo(2);
  }

  @Test
  @DisplayName("no password is no login profile, and nothing unread")
  void noLoginProfile() throws Exception {
    trial.iam.answers.remove("GetLoginProfile");
    trial.iam.answers.remove("GetUserPolicy");
    trial.iam.answers.remove("GetAccessKeyLastUsed");
    assertThat(record("User"))
        .contains("\"UserPolicyList\":[]", "\"Status\":\"Active\"}]")
        .doesNotContain("LoginProfile", "Unread");
    assertThat(trial.context.count("vanished")).isZero();
  }

  @Test
  @DisplayName("only what is wanted is asked for")
  void none() throws Exception {
    trial.setup.details = List.of();
    trial.walk();
    assertThat(trial.iam.requests)
        .containsOnly(
            "GetCallerIdentity",
            "ListUsers",
            "ListRoles",
            "ListGroups",
            "GetUser",
            "GetRole",
            "GetGroup");
  }
}
