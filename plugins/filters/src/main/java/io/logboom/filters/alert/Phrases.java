package io.logboom.filters.alert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What calls of APIs do, in words: the table {@code phrases.txt}. Immutable. */
final class Phrases {
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
  private static final Pattern DANGLING = Pattern.compile("( (of|for|to|from|with|by))+$");

  /** A title is no place for more of a parameter. */
  private static final int PARAMETER_LENGTH = 100;

  private static final Map<String, Phrase> TABLE = read();

  /**
   * What a call does.
   *
   * @param did in the past: {@code created}
   * @param toDo in the infinitive: {@code create}
   * @param object to what: {@code the IAM user {userName}}
   */
  private record Phrase(String did, String toDo, String object) {}

  private Phrases() {}

  private static Map<String, Phrase> read() {
    var table = new HashMap<String, Phrase>();
    try (var in = Phrases.class.getResourceAsStream("phrases.txt")) {
      if (in == null) {
        throw new IllegalStateException("phrases.txt is missing");
      }
      for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.startsWith("#") && !line.isBlank()) {
          var words = line.split(" ", 4);
          var verbs = words[2].split("/", -1);
          table.put(key(words[0], words[1]), new Phrase(verbs[0], verbs[1], words[3]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(table);
  }

  private static String key(String service, String action) {
    return service + " " + action;
  }

  /**
   * A sentence; empty when the table does not have that call.
   *
   * @param source {@code iam.amazonaws.com}
   * @param failed whether it was only tried
   */
  static Optional<String> sentence(
      String source, String action, String actor, Map<String, String> parameters, boolean failed) {
    int dot = source.indexOf('.');
    var phrase = TABLE.get(key(dot < 0 ? source : source.substring(0, dot), action));
    if (phrase == null) {
      return Optional.empty();
    }
    var object =
        PARAMETER
            .matcher(phrase.object)
            .replaceAll(
                name ->
                    Matcher.quoteReplacement(named(parameters.getOrDefault(name.group(1), ""))));
    object = DANGLING.matcher(object.replaceAll(" {2,}", " ").strip()).replaceAll("");
    return Optional.of(
        actor
            + (failed ? " failed to " + phrase.toDo : " " + phrase.did)
            + (object.isEmpty() ? "" : " " + object));
  }

  /** The name at the end of an ARN; anything else as it is. */
  static String named(String value) {
    var name = value;
    if (value.startsWith("arn:")) {
      name = value.substring(Math.max(value.lastIndexOf('/'), value.lastIndexOf(':')) + 1);
    }
    return Plain.cut(name.isEmpty() ? value : name, PARAMETER_LENGTH);
  }
}
