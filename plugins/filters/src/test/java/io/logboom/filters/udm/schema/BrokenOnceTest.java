package io.logboom.filters.udm.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes a valid event and a valid entity, breaks one thing at a time, everywhere it can be broken,
 * and looks that the validator says so at that very place.
 */
class BrokenOnceTest {
  private static final String EVENT =
      """
      {"metadata":{"id":"aGk=","product_log_id":"e1","event_timestamp":"2026-01-02T03:04:05Z",
        "event_type":"USER_LOGIN","vendor_name":"AMAZON","product_name":"AWS CloudTrail",
        "product_event_type":"ConsoleLogin","ingestion_labels":[{"key":"a","value":"b"}]},
       "principal":{"hostname":"h","ip":["192.0.2.1","2001:db8::1"],"port":443,
        "user":{"userid":"alice","email_addresses":["alice@example.com"],"attribute":{
          "labels":[{"key":"k","value":"v","rbac_enabled":true}],
          "creation_time":"2026-01-02T03:04:05.123Z",
          "permissions":[{"name":"p","type":"ADMIN_READ"}]}},
        "location":{"name":"eu-north-1","region_latitude":1.5}},
       "target":{"user":{"userid":"alice"},"resource":{"resource_type":"ACCESS_POLICY",
          "attribute":{"cloud":{"environment":"AMAZON_WEB_SERVICES"}}}},
       "about":[{"resource":{"name":"r"}}],
       "security_result":[{"action":["BLOCK"],"category":["AUTH_VIOLATION"],"rule_id":"x"}],
       "network":{"session_duration":"3.5s","sent_bytes":"5","http":{"user_agent":"ua"}},
       "extensions":{"auth":{"type":"SSO","mechanism":["OTP"]}},
       "additional":{"free":{"form":[1,null]}}}
      """;

  private static final String ENTITY =
      """
      {"metadata":{"collected_timestamp":"2026-01-02T03:04:05Z","vendor_name":"AWS",
        "product_name":"AWS IAM","entity_type":"USER","interval":{"start_time":"2026-01-02T03:04:05Z"}},
       "entity":{"user":{"userid":"alice","product_object_id":"AIDAEXAMPLE",
          "email_addresses":["alice@example.com"],"last_login_time":"2026-01-02T03:04:05Z"}},
       "relations":[{"entity":{"group":{"group_display_name":"g"}},"entity_type":"GROUP",
          "relationship":"MEMBER","direction":"UNIDIRECTIONAL","uid":"aGk="}],
       "additional":{"x":true},"metric":{"total_events":"5","sum_measure":{"value":1.5}}}
      """;

  private record Whole(String json, BiFunction<JsonNode, Problem.Level, List<Problem>> validator) {}

  private static final List<Whole> WHOLES =
      List.of(new Whole(EVENT, Trees::event), new Whole(ENTITY, Trees::entity));

  @Test
  void bothAreValid() {
    for (var whole : WHOLES) {
      assertThat(whole.validator.apply(Trees.parse(whole.json), Problem.Level.WARNING)).isEmpty();
    }
  }

  @Test
  void aValueOfAnotherTypeIsNamed() {
    var others = List.of("true", "17", "\"\\u0001?\"", "[{}]", "{\"no\":1}", "[1]");
    forEachPath(
        (whole, path, original) -> {
          if (path.startsWith("additional.")) {
            return;
          }
          int told = 0;
          for (var other : others) {
            var tree = Trees.parse(whole.json);
            Trees.set(tree, path, Trees.value(other));
            var problems = whole.validator.apply(tree, Problem.Level.ERROR);
            if (problems.stream().anyMatch(problem -> problem.path().startsWith(path))) {
              told++;
            }
          }
          // A kind of value takes one of these, or two: a text, or a number that may be in quotes.
          assertThat(told).as(path).isGreaterThanOrEqualTo(others.size() - 2);
        });
  }

  @Test
  void anUnknownFieldIsNamed() {
    forEachPath(
        (whole, path, original) -> {
          if (original instanceof ObjectNode && !path.startsWith("additional")) {
            var tree = Trees.parse(whole.json);
            Trees.set(tree, path + ".no_such_field", Trees.value("1"));
            assertThat(whole.validator.apply(tree, Problem.Level.ERROR))
                .as(path)
                .extracting(Problem::path)
                .containsExactly(path + ".no_such_field");
          }
        });
  }

  @Test
  void aNullIsNothingButNotInAnArray() {
    forEachPath(
        (whole, path, original) -> {
          var tree = Trees.parse(whole.json);
          Trees.set(tree, path, Trees.value("null"));
          var problems = whole.validator.apply(tree, Problem.Level.ERROR);
          if (path.endsWith("]") && !path.startsWith("additional")) {
            assertThat(problems).contains(error(path, "null in an array"));
          } else {
            // What must be there is missed, and nothing else is wrong.
            assertThat(problems)
                .as(path)
                .allSatisfy(
                    problem -> assertThat(problem.reason()).containsAnyOf("missing", "none of"));
          }
        });
  }

  @Test
  void anEnumOfAnotherNameIsNamed() {
    for (var path : List.of("metadata.event_type", "target.resource.resource_type")) {
      var tree = Trees.parse(EVENT);
      Trees.set(tree, path, Trees.value("\"NO_SUCH\""));
      assertThat(Trees.event(tree, Problem.Level.ERROR))
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.path()).isEqualTo(path);
                assertThat(problem.reason()).startsWith("not a value of ").endsWith("\"NO_SUCH\"");
              });
    }
  }

  @Test
  void aFieldGivenTwiceInEitherSpellingIsNamed() {
    var tree = Trees.parse(EVENT);
    ((ObjectNode) Trees.at(tree, "metadata")).put("eventType", "USER_LOGIN");
    assertThat(Trees.event(tree, Problem.Level.ERROR))
        .containsExactly(error("metadata.event_type", "given twice"));
  }

  @Test
  void eitherSpellingIsFine() {
    for (var whole : WHOLES) {
      var camel = camel(Trees.parse(whole.json));
      assertThat(whole.validator.apply(camel, Problem.Level.WARNING)).isEmpty();
    }
  }

  private static JsonNode camel(JsonNode node) {
    if (node instanceof ObjectNode object) {
      var all = Trees.parse("{}");
      object
          .properties()
          .forEach(field -> all.set(Message.camel(field.getKey()), camel(field.getValue())));
      return all;
    }
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, camel(array.get(i)));
      }
    }
    return node;
  }

  private static Problem error(String path, String reason) {
    return new Problem(Problem.Level.ERROR, path, reason);
  }

  /** Given each path of each whole, and what stands there. */
  private interface Look {
    void at(Whole whole, String path, JsonNode original);
  }

  private static void forEachPath(Look look) {
    for (var whole : WHOLES) {
      var tree = Trees.parse(whole.json);
      for (var path : Trees.paths(tree)) {
        look.at(whole, path, Trees.at(tree, path));
      }
    }
  }
}
