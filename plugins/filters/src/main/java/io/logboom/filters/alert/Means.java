package io.logboom.filters.alert;

import java.util.List;
import java.util.Locale;

/**
 * Tells how something was done: with the console, the CLI, an SDK, a tool, or by an AWS service.
 * Most of it rests on the user agent, which its sender writes as he likes.
 */
final class Means {

  /** What a user agent holds, in lower case, and what that is; the first one that fits counts. */
  private static final List<List<String>> AGENTS =
      List.of(
          List.of("signin.amazonaws.com", "console"),
          List.of("console.amazonaws.com", "console"),
          List.of("aws-internal/3", "console"),
          List.of("s3console/", "console"),
          List.of("console.aws", "console"),
          List.of("aws cloudshell", "CloudShell"),
          List.of("exec-env/cloudshell", "CLI in CloudShell"),
          List.of("terraform", "Terraform"),
          List.of("pulumi", "Pulumi"),
          List.of("aws-cdk", "CDK"),
          List.of("ansible", "Ansible"),
          List.of("kubectl", "kubectl"),
          List.of("aws-cli", "CLI"),
          List.of("awspowershell", "PowerShell"),
          List.of("aws.tools", "PowerShell"),
          List.of("powershell", "PowerShell"),
          List.of("boto", "SDK for Python"),
          List.of("aws-sdk-java", "SDK for Java"),
          List.of("aws-sdk-js", "SDK for JavaScript"),
          List.of("aws-sdk-nodejs", "SDK for JavaScript"),
          List.of("aws-sdk-go", "SDK for Go"),
          List.of("aws-sdk-dotnet", "SDK for .NET"),
          List.of("aws-sdk-net", "SDK for .NET"),
          List.of("aws-sdk-ruby", "SDK for Ruby"),
          List.of("aws-sdk-php", "SDK for PHP"),
          List.of("aws-sdk-rust", "SDK for Rust"),
          List.of("aws-sdk-cpp", "SDK for C++"),
          List.of("aws-sdk", "SDK"));

  private Means() {}

  /** In a few words; empty when nothing tells. */
  static String of(Part record) {
    var identity = record.part("userIdentity");
    var agent = record.text("userAgent");
    var address = record.text("sourceIPAddress");
    var service = Caller.first(identity.text("invokedBy"), isService(address) ? address : "");
    if (!service.isEmpty()) {
      return "AWS service " + service;
    }
    if (identity.text("type").equals("AWSService")
        || record.text("eventType").equals("AwsServiceEvent")) {
      return "AWS service";
    }
    var kind = record.text("eventType");
    if (kind.equals("AwsConsoleSignIn") || kind.equals("AwsConsoleAction")) {
      return "console";
    }
    if (record.text("sessionCredentialFromConsole").equals("true")) {
      return "console";
    }
    var lower = agent.toLowerCase(Locale.ROOT);
    for (var known : AGENTS) {
      if (lower.contains(known.getFirst())) {
        return known.getLast();
      }
    }
    return lower.startsWith("mozilla/") ? "browser" : isService(agent) ? "AWS service" : "";
  }

  private static boolean isService(String name) {
    return name.endsWith(".amazonaws.com") || name.startsWith("AWS Internal");
  }
}
