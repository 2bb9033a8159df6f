package io.logboom.filters.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.logboom.testkit.Events;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The metric filters that the CIS benchmark for AWS asks for, spelt as people paste them: with and
 * without quotes, blanks, line breaks and parentheses. Each matches the events it is about and no
 * other one's.
 */
class CisBenchmarkTest {
  private static final Map<String, String> PATTERNS = new LinkedHashMap<>();
  private static final Map<String, List<String>> EVENTS = new LinkedHashMap<>();

  /** What none of them is about. */
  private static final List<String> HARMLESS =
      List.of(
          event("ec2", "DescribeInstances", ""),
          event("s3", "GetObject", ""),
          event("kms", "Decrypt", ""),
          event("s3", "HeadBucket", ",\"errorCode\":\"AccessDenied\""),
          event(
              "s3",
              "PutObject",
              ",\"errorCode\":\"AccessDenied\",\"sourceIPAddress\":\"delivery.logs.amazonaws.com\""),
          event("signin", "ConsoleLogin", ",\"additionalEventData\":{\"MFAUsed\":\"Yes\"}"),
          event("signin", "ConsoleLogin", ",\"userIdentity\":{\"type\":\"AssumedRole\"}"),
          event(
              "support",
              "x",
              ",\"userIdentity\":{\"type\":\"Root\",\"invokedBy\":\"support.amazonaws.com\"}"),
          event(
              "kms",
              "x",
              ",\"userIdentity\":{\"type\":\"Root\"},\"eventType\":\"AwsServiceEvent\""));

  private static void rule(String name, String pattern, String... events) {
    PATTERNS.put(name, pattern);
    EVENTS.put(name, List.of(events));
  }

  static {
    rule(
        "unauthorized calls",
        "{($.errorCode=\"*UnauthorizedOperation\") || ($.errorCode=\"AccessDenied*\") &&"
            + " ($.sourceIPAddress!=\"delivery.logs.amazonaws.com\") &&"
            + " ($.eventName!=\"HeadBucket\") }",
        event("ec2", "RunInstances", ",\"errorCode\":\"Client.UnauthorizedOperation\""),
        event("iam", "GetUser", ",\"errorCode\":\"AccessDeniedException\""));
    rule(
        "console sign-in without MFA",
        "{ ($.eventName = \"ConsoleLogin\") && ($.additionalEventData.MFAUsed != \"Yes\") }",
        event("signin", "ConsoleLogin", ",\"additionalEventData\":{\"MFAUsed\":\"No\"}"));
    rule(
        "use of root",
        "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="
            + " \"AwsServiceEvent\" }",
        event(
            "health",
            "DescribeEvents",
            ",\"userIdentity\":{\"type\":\"Root\"},\"eventType\":\"AwsApiCall\""));
    rule(
        "IAM policies",
        anyName(
            "DeleteGroupPolicy DeleteRolePolicy DeleteUserPolicy PutGroupPolicy PutRolePolicy"
                + " PutUserPolicy DeletePolicy CreatePolicyVersion DeletePolicyVersion"
                + " AttachRolePolicy DetachRolePolicy AttachUserPolicy DetachUserPolicy"
                + " AttachGroupPolicy DetachGroupPolicy",
            "{($.eventName=%s)}",
            ")||($.eventName="),
        event("iam", "PutUserPolicy", ""),
        event("iam", "DetachGroupPolicy", ""));
    rule(
        "CloudTrail's configuration",
        anyName(
            "CreateTrail UpdateTrail DeleteTrail StartLogging StopLogging",
            "{ ($.eventName = %s) }",
            ") || ($.eventName = "),
        event("cloudtrail", "StopLogging", ""));
    rule(
        "failed sign-in",
        "{ ($.eventName = ConsoleLogin) && ($.errorMessage = \"Failed authentication\") }",
        event("signin", "ConsoleLogin", ",\"errorMessage\":\"Failed authentication\""));
    rule(
        "keys disabled or scheduled for deletion",
        "{($.eventSource = kms.amazonaws.com) &&"
            + " (($.eventName=DisableKey)||($.eventName=ScheduleKeyDeletion)) }",
        event("kms", "DisableKey", ""),
        event("kms", "ScheduleKeyDeletion", ""));
    rule(
        "bucket policies",
        "{ ($.eventSource = s3.amazonaws.com) && "
            + anyName(
                "PutBucketAcl PutBucketPolicy PutBucketCors PutBucketLifecycle PutBucketReplication"
                    + " DeleteBucketPolicy DeleteBucketCors DeleteBucketLifecycle"
                    + " DeleteBucketReplication",
                "(($.eventName = %s)) }",
                ") || ($.eventName = "),
        event("s3", "DeleteBucketCors", ""));
    rule(
        "AWS Config's configuration",
        "{ ($.eventSource = config.amazonaws.com) && "
            + anyName(
                "StopConfigurationRecorder DeleteDeliveryChannel PutDeliveryChannel"
                    + " PutConfigurationRecorder",
                "(($.eventName=%s)) }",
                ")||($.eventName="),
        event("config", "StopConfigurationRecorder", ""));
    rule(
        "security groups",
        anyName(
            "AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress"
                + " RevokeSecurityGroupEgress CreateSecurityGroup DeleteSecurityGroup",
            "{\n  ($.eventName = %s)\n}",
            ") ||\n  ($.eventName = "),
        event("ec2", "AuthorizeSecurityGroupIngress", ""));
    rule(
        "network ACLs",
        anyName(
            "CreateNetworkAcl CreateNetworkAclEntry DeleteNetworkAcl DeleteNetworkAclEntry"
                + " ReplaceNetworkAclEntry ReplaceNetworkAclAssociation",
            "{ ($.eventName = \"%s\") }",
            "\") || ($.eventName = \""),
        event("ec2", "ReplaceNetworkAclEntry", ""));
    rule(
        "network gateways",
        anyName(
            "CreateCustomerGateway DeleteCustomerGateway AttachInternetGateway"
                + " CreateInternetGateway DeleteInternetGateway DetachInternetGateway",
            "{ ($.eventName = %s) }",
            ") || ($.eventName = "),
        event("ec2", "DetachInternetGateway", ""));
    rule(
        "route tables",
        "{ ($.eventSource = ec2.amazonaws.com) && "
            + anyName(
                "CreateRoute CreateRouteTable ReplaceRoute ReplaceRouteTableAssociation"
                    + " DeleteRouteTable DeleteRoute DisassociateRouteTable",
                "(($.eventName = %s)) }",
                ") || ($.eventName = "),
        event("ec2", "CreateRoute", ""));
    rule(
        "VPCs",
        anyName(
            "CreateVpc DeleteVpc ModifyVpcAttribute AcceptVpcPeeringConnection"
                + " CreateVpcPeeringConnection DeleteVpcPeeringConnection"
                + " RejectVpcPeeringConnection AttachClassicLinkVpc DetachClassicLinkVpc"
                + " DisableVpcClassicLink EnableVpcClassicLink",
            "{ $.eventName = %s }",
            " || $.eventName = "),
        event("ec2", "AcceptVpcPeeringConnection", ""));
    rule(
        "organizations",
        "{ ($.eventSource = organizations.amazonaws.com) && "
            + anyName(
                "AcceptHandshake AttachPolicy CreateAccount CreateOrganizationalUnit CreatePolicy"
                    + " DeclineHandshake DeleteOrganization DetachPolicy DisablePolicyType"
                    + " InviteAccountToOrganization LeaveOrganization MoveAccount UpdatePolicy",
                "(($.eventName = \"%s\")) }",
                "\") || ($.eventName = \""),
        event("organizations", "LeaveOrganization", ""),
        event("organizations", "CreatePolicy", ""));
  }

  private static String anyName(String names, String frame, String between) {
    return frame.formatted(names.replace(" ", between));
  }

  private static String event(String service, String name, String more) {
    return "{\"eventVersion\":\"1.08\",\"eventSource\":\"%s.amazonaws.com\",\"eventName\":\"%s\"%s%s}"
        .formatted(
            service,
            name,
            more,
            more.contains("sourceIPAddress") ? "" : ",\"sourceIPAddress\":\"192.0.2.7\"");
  }

  @TestFactory
  Stream<DynamicTest> eachMatchesItsOwn() {
    return PATTERNS.entrySet().stream()
        .map(rule -> dynamicTest(rule.getKey(), () -> check(rule.getKey(), rule.getValue())));
  }

  private static void check(String name, String pattern) {
    EVENTS.forEach(
        (owner, events) ->
            events.forEach(
                event ->
                    assertThat(Matching.matches(pattern, event))
                        .as("%s on %s", pattern, event)
                        .isEqualTo(owner.equals(name))));
    HARMLESS.forEach(event -> assertThat(Matching.matches(pattern, event)).as(event).isFalse());
  }

  @TestFactory
  Stream<DynamicTest> togetherTheyMatchWhatEachMatches() {
    var patterns = PATTERNS.values().stream().map(FilterPattern::of).toList();
    var names = List.copyOf(PATTERNS.keySet());
    var paper = new RuleSet(patterns).paper();
    return Stream.concat(EVENTS.entrySet().stream(), Stream.of(Map.entry("nothing", HARMLESS)))
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () ->
                        entry
                            .getValue()
                            .forEach(
                                event -> {
                                  var matched = paper.match(Events.of(event));
                                  assertThat(matched.next(0))
                                      .isEqualTo(names.indexOf(entry.getKey()));
                                  assertThat(matched.count())
                                      .isEqualTo(names.contains(entry.getKey()) ? 1 : 0);
                                })));
  }
}
