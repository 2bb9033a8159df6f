package io.logboom.filters.udm;

/**
 * Which event type UDM has for some calls: a line of the table, or of the option {@code
 * event-types}.
 *
 * @param source the eventSource: a name, or {@code *} for any
 * @param name the eventName: a name, in which each {@code *} stands for any characters
 * @param type what becomes of them
 */
public record EventTypeRule(String source, String name, EventType type) {

  /**
   * Reads a line: {@code s3.amazonaws.com Get* RESOURCE_READ}.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static EventTypeRule of(String line) {
    var words = line.strip().split("\\s+", -1);
    if (words.length != 3) {
      throw new IllegalArgumentException(
          "not a rule: \""
              + line
              + "\"; write an eventSource or *, an eventName and an event type of UDM, parted by"
              + " spaces");
    }
    if (!words[0].equals("*") && words[0].indexOf('*') >= 0) {
      throw new IllegalArgumentException(
          "an eventSource is a whole name, or *: \"" + words[0] + "\"");
    }
    return new EventTypeRule(words[0], words[1], EventType.of(words[2]));
  }
}
