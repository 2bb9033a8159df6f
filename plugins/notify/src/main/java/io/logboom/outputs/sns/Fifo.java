package io.logboom.outputs.sns;

import io.logboom.outputs.message.Message;
import io.logboom.outputs.message.Template;
import io.logboom.spi.Event;
import io.logboom.spi.FieldPath;
import java.util.Optional;
import java.util.regex.Pattern;

/** What FIFO topics want of a message: the group it is in order with, and its name. */
final class Fifo {
  private static final int LONGEST = 128;
  private static final String GROUP = "logboom";
  private static final Pattern NAME = Pattern.compile("[!-~]{1," + LONGEST + "}");
  private static final Pattern NOT_NAME = Pattern.compile("[^!-~]");

  private final Optional<FieldPath> field;
  private final String otherwise;

  Fifo(SnsOutputConfig config) {
    this.field = config.groupField();
    this.otherwise = config.groupId().orElse(GROUP);
  }

  /** Whether SNS takes it as a group's or a message's name. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** The group of an event; what a name may not have becomes an underscore. */
  String group(Event event) {
    return field
        .flatMap(path -> Template.field(event, path))
        .filter(value -> !value.isEmpty())
        .map(value -> NOT_NAME.matcher(value).replaceAll("_"))
        .map(value -> value.substring(0, Math.min(value.length(), LONGEST)))
        .orElse(otherwise);
  }

  /** By which SNS knows within five minutes that it has had a message. */
  static String deduplicationId(Event event) {
    return Message.name(event);
  }
}
