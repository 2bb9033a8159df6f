package io.logboom.filters.insights;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ten queries that analysts run by hand over IAM's events, by name. */
final class Queries {

  private Queries() {}

  static Map<String, String> iam() throws IOException {
    var queries = new LinkedHashMap<String, String>();
    for (var block : resource("iam-queries.txt").split("\n\n", -1)) {
      var lines = block.strip().split("\n", 2);
      queries.put(lines[0].substring(2), lines[1]);
    }
    return queries;
  }

  /** All of them as rules. */
  static String rules() throws IOException {
    var rules = new StringBuilder("rules {\n");
    iam().forEach((name, q) -> rules.append(name + " { query = \"\"\"" + q + "\"\"\" }\n"));
    return rules.append("}\n").toString();
  }

  static String resource(String name) throws IOException {
    try (var in = Queries.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
