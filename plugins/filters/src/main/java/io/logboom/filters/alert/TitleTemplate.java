package io.logboom.filters.alert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A title with variables in it: {@code {{actor}} did {{action}}}. Immutable.
 *
 * @param text as it was written
 * @param template the same compiled
 */
public record TitleTemplate(String text, MessageTemplate template) {

  /** The longest a title may be, in characters. */
  static final int LONGEST = 200;

  /** The most that one variable may take of it. */
  private static final int VALUE = 100;

  private static final int LONGEST_TEMPLATE = 1000;

  static final List<String> VARIABLES = variables();

  private static List<String> variables() {
    var names = new ArrayList<String>(List.of("id", "time"));
    for (var fact : Fact.values()) {
      names.add(fact.word());
    }
    return List.copyOf(names);
  }

  /**
   * Compiles a title.
   *
   * @throws IllegalArgumentException when it is no template or names a variable that there is not
   */
  public static TitleTemplate of(String text) {
    if (text.isBlank() || text.length() > LONGEST_TEMPLATE) {
      throw new IllegalArgumentException(
          "a title has from 1 to " + LONGEST_TEMPLATE + " characters");
    }
    return new TitleTemplate(text, MessageTemplate.of(text, VARIABLES));
  }

  /** The title of a story: one line, nothing hidden in it, of bounded length. */
  String title(Story story, Map<Fact, String> facts) {
    var values = new HashMap<String, Object>();
    facts.forEach((fact, value) -> values.put(fact.word(), Plain.cut(Plain.title(value), VALUE)));
    values.put("id", Plain.cut(Plain.title(story.id()), VALUE));
    values.put("time", Stamp.of(story.time()));
    return shown(template.fill(values));
  }

  /** Any text as a title. */
  static String shown(String text) {
    var whole = Plain.unlinked(Plain.title(text));
    var title = Plain.cut(whole, LONGEST);
    for (int most = LONGEST; !Plain.unlinked(title).equals(title); most--) {
      // The cut went through the brackets that take a link apart.
      title = Plain.cut(whole, most);
    }
    return title;
  }
}
