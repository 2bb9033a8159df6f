package io.logboom.filters.udm.schema;

import io.logboom.filters.udm.schema.Rule.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** The rules of udm-rules.txt for events, or for entities. Immutable; made once. */
final class Rules {
  private static final List<String> MACHINE = List.of("hostname", "ip", "mac", "asset_id", "asset");

  /** For UDM events. */
  static final Rules EVENT = new Rules("event", "UDM", "Metadata.EventType", "metadata.event_type");

  /** For entities. */
  static final Rules ENTITY =
      new Rules("entity", "Entity", "EntityMetadata.EntityType", "metadata.entity_type");

  private final String subject;
  private final Message root;
  private final Watch watch;
  private final Enumeration types;
  private final int[] numbers;
  private final List<List<Rule>> byType = new ArrayList<>();
  private int paths;

  private Rules(String subject, String root, String types, String type) {
    this.subject = subject;
    this.root = Schema.STANDARD.message(root);
    this.types = Schema.STANDARD.enumeration(types);
    watch = new Watch(this.root);
    watch.typeIs(type);
    numbers = this.types.numbers().stream().mapToInt(Integer::intValue).toArray();
    Arrays.stream(numbers).forEach(_ -> byType.add(new ArrayList<>()));
    Schema.lines("udm-rules.txt").forEach(this::line);
  }

  Message root() {
    return root;
  }

  Watch watch() {
    return watch;
  }

  /** The rules for that type. */
  List<Rule> of(int type) {
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == type) {
        return byType.get(i);
      }
    }
    return List.of();
  }

  private void line(String line) {
    int colon = line.indexOf(" : ");
    var head = List.of(line.substring(0, colon).split(" +"));
    var needs = List.of(line.substring(colon + 3).split(";"));
    if (head.getFirst().equals("each")) {
      var message = Schema.STANDARD.message(head.get(1));
      needs.forEach(field -> message.require(field.strip()));
      return;
    }
    if (!head.get(1).equals(subject)) {
      return;
    }
    var level = Schema.level(head.getFirst());
    var when = head.size() > 4 ? term(head.get(4)) : Term.ALWAYS;
    for (int i = 0; i < types.values().size(); i++) {
      var type = types.values().get(i);
      if (Arrays.stream(head.get(2).split(",")).anyMatch(pattern -> matches(pattern, type))) {
        for (var need : needs) {
          var condition = head.size() > 4 ? " with " + head.get(4) : "";
          byType
              .get(i)
              .add(rule(level, when, need.strip(), head.get(2).equals("*") ? "" : type, condition));
        }
      }
    }
  }

  private Rule rule(Problem.Level level, Term when, String need, String type, String condition) {
    var options = Arrays.stream(need.split("\\|")).map(String::strip).toList();
    long bits = 0;
    boolean many = false;
    boolean no = false;
    for (var option : options) {
      var term = term(option);
      bits |= term.bits();
      many |= term.many();
      no |= term.no();
    }
    var path = path(options.getFirst());
    var words =
        (options.size() == 1 ? words(need) : "none of " + String.join(", ", options))
            + (type.isEmpty() ? "" : " in an " + subject + " of type " + type)
            + condition;
    return new Rule(level, when, new Term(bits, many, no), path, words);
  }

  private static boolean matches(String pattern, String type) {
    return pattern.endsWith("*")
        ? type.startsWith(pattern.substring(0, pattern.length() - 1))
        : type.equals(pattern);
  }

  private Term term(String text) {
    if (text.startsWith("single(")) {
      return new Term(ask(inner(text)), true, true);
    }
    if (text.startsWith("no(")) {
      return new Term(ask(inner(text)), false, true);
    }
    if (text.startsWith("machine(")) {
      long bits = 0;
      for (var field : MACHINE) {
        bits |= ask(inner(text) + "." + field);
      }
      return new Term(bits, false, false);
    }
    return new Term(ask(text), false, false);
  }

  private long ask(String path) {
    int bit = watch.ask(path, paths);
    if (bit == paths) {
      paths++;
    }
    if (paths > Long.SIZE) {
      throw new IllegalStateException("the rules ask for too many paths");
    }
    return 1L << bit;
  }

  private static String path(String term) {
    UnaryOperator<String> bare = text -> text.replaceFirst("=.*", "");
    return bare.apply(term.endsWith(")") ? inner(term) : term);
  }

  private static String words(String term) {
    if (term.startsWith("single(")) {
      return "more than one item";
    }
    if (term.startsWith("no(")) {
      return inner(term) + " is read the other way by the usage guide";
    }
    if (term.startsWith("machine(")) {
      return inner(term) + " names no machine (" + String.join(", ", MACHINE) + ")";
    }
    return term.contains("=") ? "not " + term.substring(term.indexOf('=') + 1) : "missing";
  }

  private static String inner(String term) {
    return term.substring(term.indexOf('(') + 1, term.length() - 1);
  }
}
