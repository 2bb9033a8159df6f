package io.logboom.filters;

import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which rules an event matched. It stands in the attributes of the event's origin, never in its
 * bytes: {@link #RULE}, {@link #RULES}, {@link #SEVERITY} and, where the rule has one, {@link
 * #TITLE}. Filters that follow one another add to it. Immutable.
 *
 * @param rule the gravest rule, the first among equals
 * @param rules all rules in the order they matched, {@code rule} among them, each once
 * @param severity that of {@code rule}
 * @param title that of {@code rule}, in one line; empty when it has none
 */
public record Mark(String rule, List<String> rules, Severity severity, String title) {

  /** The attribute that holds {@link #rule}. */
  public static final String RULE = "rule";

  /** The attribute that holds {@link #rules}, with commas between them. */
  public static final String RULES = "rules";

  /** The attribute that holds {@link #severity}'s word. */
  public static final String SEVERITY = "severity";

  /** The attribute that holds {@link #title}. */
  public static final String TITLE = "title";

  private static final String SEPARATOR = ",";

  /**
   * A mark. Control characters in the title become spaces.
   *
   * @throws IllegalArgumentException when a rule's name is no name, with what is wrong
   */
  public Mark {
    rules = List.copyOf(rules);
    rules.forEach(Mark::checkName);
    if (!rules.contains(rule)) {
      throw new IllegalArgumentException("the rule " + rule + " is not among the rules");
    }
    title = oneLine(title);
  }

  /**
   * The mark of one rule.
   *
   * @param title in one line; empty for none
   * @throws IllegalArgumentException as the constructor does
   */
  public static Mark of(String rule, Severity severity, String title) {
    return new Mark(rule, List.of(rule), severity, title);
  }

  /** The event's mark; empty when no rule matched it. */
  public static Optional<Mark> of(Event event) {
    return of(event.origin());
  }

  private static Optional<Mark> of(Origin origin) {
    var attributes = origin.attributes();
    var rule = attributes.get(RULE);
    var rules = attributes.get(RULES);
    var severity = Severity.of(attributes.getOrDefault(SEVERITY, ""));
    if (rule == null || rules == null || severity.isEmpty()) {
      return Optional.empty();
    }
    try {
      var names = List.of(rules.split(SEPARATOR, -1));
      return Optional.of(new Mark(rule, names, severity.get(), attributes.getOrDefault(TITLE, "")));
    } catch (IllegalArgumentException e) {
      // An input may have attributes of these names too: then it is not a mark.
      return Optional.empty();
    }
  }

  /**
   * Checks a rule's name: not empty, no comma, no control character, no blank around it.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  public static void checkName(String rule) {
    if (rule.isEmpty()
        || !rule.equals(rule.strip())
        || rule.contains(SEPARATOR)
        || !rule.equals(oneLine(rule))) {
      throw new IllegalArgumentException(
          "\""
              + oneLine(rule)
              + "\" cannot be a rule's name: it is empty, begins or ends with a"
              + " blank, or holds a comma or a control character");
    }
  }

  /** This mark and one that was made after it, as one. */
  public Mark and(Mark later) {
    var all = new LinkedHashSet<>(rules);
    all.addAll(later.rules);
    var first = later.severity.compareTo(severity) > 0 ? later : this;
    return new Mark(first.rule, new ArrayList<>(all), first.severity, first.title);
  }

  /** The event with this mark, added to the mark it has already. */
  public Event on(Event event) {
    return event.with(added(event.origin()));
  }

  /** The origin with this mark, added to the mark it has already. */
  public Origin added(Origin origin) {
    var earlier = of(origin);
    return earlier.isPresent() ? earlier.get().and(this).on(origin) : on(origin);
  }

  /** The origin with this mark in the place of any other. */
  public Origin on(Origin origin) {
    var attributes = new HashMap<>(origin.attributes());
    attributes.put(RULE, rule);
    attributes.put(RULES, String.join(SEPARATOR, rules));
    attributes.put(SEVERITY, severity.word());
    if (title.isEmpty()) {
      attributes.remove(TITLE);
    } else {
      attributes.put(TITLE, title);
    }
    return new Origin(origin.input(), origin.place(), origin.receivedAt(), Map.copyOf(attributes));
  }

  private static String oneLine(String text) {
    if (text.chars().noneMatch(Mark::breaksLines)) {
      return text;
    }
    var line = new StringBuilder(text.length());
    text.chars().forEach(c -> line.append(breaksLines(c) ? ' ' : (char) c));
    return line.toString();
  }

  /** Control characters, and the two that Unicode ends lines and paragraphs with. */
  private static boolean breaksLines(int c) {
    return Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
  }
}
