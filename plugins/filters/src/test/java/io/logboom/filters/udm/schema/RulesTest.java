package io.logboom.filters.udm.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.filters.udm.schema.Problem.Level;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** The requirements of the usage guide, type by type. */
class RulesTest {
  private static final String TIME = "2026-01-02T03:04:05Z";

  /**
   * For each unconditional error of udm-rules.txt: with all it needs an event passes; without one,
   * not.
   */
  @Test
  void eachNeedOfEachTypeIsMissed() {
    var types = Schema.STANDARD.enumeration("Metadata.EventType").values();
    int tried = 0;
    for (var type : types) {
      var needs = needs(type);
      for (var left : needs) {
        var event = event(type);
        needs.stream().filter(Predicate.not(left::equals)).forEach(need -> satisfy(event, need));
        boolean covered = needs.stream().anyMatch(need -> need.startsWith(left + "."));
        var problems = Trees.event(event, Level.ERROR);
        if (!covered && !isMachineBesides(needs, left)) {
          assertThat(problems).as("%s without %s", type, left).isNotEmpty();
          assertThat(problems)
              .allSatisfy(problem -> assertThat(left).contains(problem.path()))
              .allSatisfy(problem -> assertThat(problem.reason()).contains(type));
          tried++;
        }
        satisfy(event, left);
        assertThat(Trees.event(event, Level.ERROR)).as("%s with all", type).isEmpty();
      }
    }
    assertThat(tried).isGreaterThan(100);
  }

  /** A principal is there when anything in it is. */
  private static boolean isMachineBesides(Set<String> needs, String left) {
    return needs.stream().anyMatch(need -> need.contains("(" + left + ")"));
  }

  private static Set<String> needs(String type) {
    var needs = new LinkedHashSet<String>();
    for (var line : Schema.lines("udm-rules.txt")) {
      if (line.startsWith("error event ")
          && !line.contains(" when ")
          && !line.contains("event * ")) {
        int colon = line.indexOf(" : ");
        for (var pattern : List.of(line.substring("error event ".length(), colon).split(","))) {
          if (pattern.endsWith("*")
              ? type.startsWith(pattern.substring(0, pattern.length() - 1))
              : type.equals(pattern)) {
            for (var need : List.of(line.substring(colon + 3).split(";"))) {
              needs.add(need.strip());
            }
          }
        }
      }
    }
    return needs;
  }

  private static ObjectNode event(String type) {
    var event = Trees.parse("{}");
    Trees.set(event, "metadata.event_timestamp", Trees.value("\"" + TIME + "\""));
    Trees.set(event, "metadata.event_type", Trees.value("\"" + type + "\""));
    return event;
  }

  /** Puts the first of the alternatives there. */
  private static void satisfy(ObjectNode event, String need) {
    var first = need.replaceFirst(" \\|.*", "");
    var path =
        first.startsWith("machine(") ? first.substring(8, first.length() - 1) + ".hostname" : first;
    var value =
        switch (path) {
          case "principal", "target" -> "{\"location\":{\"name\":\"x\"}}";
          case "principal.user", "target.user" -> "{\"userid\":\"x\"}";
          case "target.resource" -> "{\"name\":\"x\"}";
          case "target.file", "src.file" -> "{\"full_path\":\"x\"}";
          case "target.process", "principal.process" -> "{\"pid\":\"1\"}";
          case "network.email" -> "{\"from\":\"x\"}";
          case "extensions.vulns" -> "{\"vulnerabilities\":[{\"name\":\"x\"}]}";
          case "extensions.auth.type" -> "\"SSO\"";
          case "extensions.auth.mechanism" -> "[\"OTP\"]";
          default -> "\"x\"";
        };
    boolean whole = path.equals("principal") || path.equals("target");
    if (!whole || !event.has(path)) {
      Trees.set(event, path, Trees.value(value));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '|',
      value = {
        "NETWORK_HTTP; {'port':80,'ip':['192.0.2.1']}; ''",
        "NETWORK_HTTP; {'ip':['192.0.2.1','192.0.2.2']}; ''",
        "NETWORK_HTTP; {'port':80,'ip':['192.0.2.1','192.0.2.2']}; target.ip",
        "NETWORK_HTTP; {'port':80,'mac':['00:00:5e:00:53:01','00:00:5e:00:53:02']}; target.mac",
        "GENERIC_EVENT; {'port':80,'ip':['192.0.2.1','192.0.2.2']}; ''",
      })
  void onePortHasOneAddress(String type, String target, String path) {
    var event = event(type);
    event.set("target", Trees.value(target.replace('\'', '"')));
    var expected = path.equals("''") ? List.<String>of() : List.of(path);
    assertThat(Trees.event(event, Level.ERROR)).extracting(Problem::path).isEqualTo(expected);
  }

  @Test
  void whatIsMissingForAllEvents() {
    assertThat(Trees.event(Trees.parse("{}"), Level.ERROR))
        .extracting(Problem::path)
        .containsExactly("metadata.event_timestamp", "metadata.event_type");
    var unspecified = event("EVENTTYPE_UNSPECIFIED");
    assertThat(Trees.event(unspecified, Level.ERROR))
        .extracting(Problem::path)
        .containsExactly("metadata.event_type");
  }

  @Test
  void aFailedSignInShouldSaySo() {
    var event = event("USER_LOGIN");
    needs("USER_LOGIN").forEach(need -> satisfy(event, need));
    Trees.set(event, "security_result", Trees.value("[{\"action\":[\"BLOCK\"]}]"));
    assertThat(Trees.event(event, Level.WARNING))
        .containsExactly(
            new Problem(
                Level.WARNING,
                "security_result.category",
                "not AUTH_VIOLATION in an event of type USER_LOGIN with"
                    + " security_result.action=BLOCK"));
    Trees.set(event, "security_result[0].category", Trees.value("[\"AUTH_VIOLATION\"]"));
    assertThat(Trees.event(event, Level.WARNING)).isEmpty();
  }

  @Test
  void whatIsMissingForEntities() {
    assertThat(Trees.entity(Trees.parse("{}"), Level.ERROR))
        .extracting(Problem::path)
        .containsExactly("metadata.entity_type", "entity");
    for (var type : List.of("USER", "GROUP", "RESOURCE")) {
      var entity = Trees.parse("{\"entity\":{\"hostname\":\"h\"}}");
      Trees.set(entity, "metadata.entity_type", Trees.value("\"" + type + "\""));
      assertThat(Trees.entity(entity, Level.ERROR))
          .extracting(Problem::path)
          .containsExactly("entity." + type.toLowerCase(java.util.Locale.ROOT));
    }
  }

  @Test
  void whatTheAwsIamMappingBreaksIsAWarning() {
    var user =
        Trees.parse(
            """
            {"metadata":{"entity_type":"USER"},"entity":{"user":{"userid":"alice"}}}
            """);
    var role =
        Trees.parse(
            """
            {"metadata":{"entity_type":"RESOURCE","collected_timestamp":"2026-01-02T03:04:05Z"},
             "entity":{"resource":{"resource_type":"ACCESS_POLICY"}}}
            """);
    var group =
        Trees.parse(
            """
            {"metadata":{"entity_type":"GROUP","collected_timestamp":"2026-01-02T03:04:05Z"},
             "entity":{"group":{"email_addresses":["admins"]}},
             "relations":[{"entity":{"user":{"userid":"alice"}},"entity_type":"USER",
               "relationship":"MEMBER","direction":"UNIDIRECTIONAL"}]}
            """);
    var paths = new ArrayList<String>();
    for (var entity : List.of(user, role, group)) {
      assertThat(Trees.entity(entity, Level.ERROR)).isEmpty();
      Trees.entity(entity, Level.WARNING).forEach(problem -> paths.add(problem.path()));
    }
    assertThat(paths)
        .containsExactly(
            "metadata.collected_timestamp",
            "entity.user.email_addresses",
            "entity.resource.resource_type",
            "entity.group.email_addresses[0]",
            "relations.relationship");
  }

  @Test
  void eachRelationMustBeWhole() {
    var entity =
        Trees.parse(
            """
            {"metadata":{"entity_type":"GROUP"},"entity":{"group":{"group_display_name":"g"}},
             "relations":[
               {"entity":{"user":{"userid":"a"}},"entity_type":"USER","relationship":"MEMBER"},
               {"entity":{"user":{"userid":"b"}},"relationship":"MEMBER"}]}
            """);
    assertThat(Trees.entity(entity, Level.ERROR))
        .containsExactly(new Problem(Level.ERROR, "relations[1].entity_type", "missing"));
  }

  @ParameterizedTest
  @CsvSource({
    "product_log_id,256,ERROR",
    "vendor_name,256,ERROR",
    "product_name,256,ERROR",
    "description,1024,ERROR",
    "product_event_type,64,WARNING",
    "product_version,32,WARNING"
  })
  void textsAreLimitedInBytes(String field, int most, Level level) {
    var event = event("GENERIC_EVENT");
    Trees.set(event, "metadata." + field, Trees.value("\"" + "\\u00e9".repeat(most / 2) + "\""));
    assertThat(Trees.event(event, Level.WARNING)).isEmpty();
    Trees.set(event, "metadata." + field, Trees.value("\"" + "x".repeat(most + 1) + "\""));
    assertThat(Trees.event(event, Level.WARNING))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("metadata." + field);
              assertThat(problem.level()).isEqualTo(level);
            });
  }
}
