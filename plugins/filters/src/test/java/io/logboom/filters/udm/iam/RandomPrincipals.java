package io.logboom.filters.udm.iam;

import io.logboom.filters.RandomRecords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Texts of what IAM says of users, roles and groups, from a seed: nasty strings, fields missing and
 * unknown, in any order. All of them can be mapped.
 */
final class RandomPrincipals {
  private final Random random;
  private final RandomRecords values;

  RandomPrincipals(long seed) {
    random = new Random(seed);
    values = new RandomRecords(seed);
  }

  /** A user, a role or a group with users. */
  String next() {
    return switch (random.nextInt(3)) {
      case 0 -> user();
      case 1 -> role();
      default -> group();
    };
  }

  String user() {
    var fields = principal("User");
    add(fields, "PasswordLastUsed", time());
    add(fields, "GroupList", list(values::string));
    add(fields, "UserPolicyList", list(this::inline));
    return object(fields);
  }

  private String role() {
    var fields = principal("Role");
    add(fields, "AssumeRolePolicyDocument", document());
    add(fields, "RoleLastUsed", random.nextBoolean() ? "{}" : lastUsed());
    add(fields, "Description", values.string());
    add(fields, "MaxSessionDuration", String.valueOf(random.nextInt(43_200)));
    return object(fields);
  }

  private String group() {
    var fields = new ArrayList<String>();
    fields.add("\"Group\":" + object(principal("Group")));
    add(fields, "Users", list(this::user));
    add(fields, "IsTruncated", String.valueOf(random.nextBoolean()));
    add(fields, "Marker", values.string());
    add(fields, "More", values.value(0, false));
    return object(fields);
  }

  private List<String> principal(String kind) {
    var fields = new ArrayList<String>();
    fields.add(
        "\"" + kind + (random.nextBoolean() ? "Id" : "ID") + "\":\"AIDA" + random.nextInt() + "\"");
    fields.add("\"" + kind + "Name\":" + values.string());
    add(fields, "Arn", values.string());
    add(fields, "Path", values.string());
    add(fields, "CreateDate", time());
    add(
        fields,
        "PermissionsBoundary",
        "{\"PermissionsBoundaryArn\":"
            + values.string()
            + ",\"Odd\":"
            + values.value(2, false)
            + "}");
    add(
        fields,
        "Tags",
        list(() -> "{\"Key\":\"k" + random.nextInt() + "\",\"Value\":" + values.string() + "}"));
    add(
        fields,
        "AttachedManagedPolicies",
        list(() -> "{\"PolicyName\":\"p\",\"PolicyArn\":" + values.string() + "}"));
    add(fields, "AccessKeys", values.value(0, true));
    add(fields, "odd" + random.nextInt(), values.value(0, true));
    return fields;
  }

  private String inline() {
    return "{\"PolicyName\":" + values.string() + ",\"PolicyDocument\":" + document() + "}";
  }

  private String document() {
    return switch (random.nextInt(3)) {
      case 0 -> "{\"Version\": \"2012-10-17\", \"Id\":" + values.string() + "}";
      case 1 -> "\"{\\\"Version\\\":\\\"2012-10-17\\\"}\"";
      default -> "\"%7B%22Version%22%3A%222012-10-17%22%7D\"";
    };
  }

  private String lastUsed() {
    return "{\"LastUsedDate\":" + time() + ",\"Region\":\"eu-north-1\"}";
  }

  private String time() {
    return switch (random.nextInt(4)) {
      case 0 -> "\"2024-05-06T07:08:09+00:00\"";
      case 1 -> "\"May 6, 2024 7:08:09 AM\"";
      default -> "\"2024-05-06T07:08:09Z\"";
    };
  }

  private String list(java.util.function.Supplier<String> item) {
    var items = new ArrayList<String>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(item.get());
    }
    return "[" + String.join(",", items) + "]";
  }

  private void add(List<String> fields, String name, String value) {
    if (random.nextInt(3) != 0) {
      fields.add("\"" + name + "\":" + value);
    }
  }

  private String object(List<String> fields) {
    var all = new ArrayList<>(fields);
    Collections.shuffle(all, random);
    return "{" + String.join(random.nextBoolean() ? "," : " ,\n ", all) + "}";
  }
}
