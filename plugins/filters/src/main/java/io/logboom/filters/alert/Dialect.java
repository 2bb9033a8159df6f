package io.logboom.filters.alert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A language that messages are written in: how text of an event, already {@linkplain Plain clean},
 * is put so that it is text there and nothing else; how large a message may be; and the template
 * that is used unless another one is given.
 */
enum Dialect {

  /** Plain text. */
  TEXT("alert.txt", 256 << 10, 2_000, 16_000, 60, 16_000) {
    @Override
    String value(String clean) {
      return Plain.unlinked(clean);
    }
  },

  /** HTML of a mail. Gmail shows no more than 102 kB of one. */
  HTML("alert.html", 100_000, 2_000, 16_000, 60, 16_000) {
    @Override
    String value(String clean) {
      var unlinked = Plain.unlinked(clean);
      var out = new StringBuilder(unlinked.length() + 16);
      for (int i = 0; i < unlinked.length(); i++) {
        char c = unlinked.charAt(i);
        switch (c) {
          case '&' -> out.append("&amp;");
          case '<' -> out.append("&lt;");
          case '>' -> out.append("&gt;");
          case '"' -> out.append("&quot;");
          case '\'' -> out.append("&#39;");
          case '`' -> out.append("&#96;");
          case '=' -> out.append("&#61;");
          default -> out.append(c);
        }
      }
      return out.toString();
    }
  },

  /** CommonMark. A value stands between backticks, where nothing has a meaning. */
  MARKDOWN("alert.md", 256 << 10, 2_000, 16_000, 60, 16_000) {
    @Override
    String value(String clean) {
      var text = Plain.unlinked(clean);
      var ticks = ticks(text, 1);
      boolean padded = text.startsWith("`") || text.endsWith("`") || text.isBlank();
      return padded ? ticks + " " + text + " " + ticks : ticks + text + ticks;
    }

    @Override
    String title(String clean) {
      var out = new StringBuilder();
      for (char c : Plain.unlinked(clean).toCharArray()) {
        if (c == '@') {
          // Chats look for names behind it; there is no escape for that.
          out.append('＠');
        } else {
          out.append(MARKUP.indexOf(c) >= 0 ? "\\" : "").append(c);
        }
      }
      return out.toString();
    }

    @Override
    String record(String clean) {
      var text = Plain.unlinked(clean);
      var fence = ticks(text, 3);
      return fence + "\n" + text + "\n" + fence;
    }
  },

  /**
   * Blocks of Slack's Block Kit. Its own template shows text of events in {@code rich_text} alone,
   * where nothing has a meaning; without angle brackets there is no link, mention or command
   * elsewhere either. A text may have 3000 characters.
   */
  SLACK("slack.json", 64_000, 1_000, 2_900, 30, 2_900) {
    @Override
    String value(String clean) {
      return JsonPrint.content(Plain.unlinked(clean).replace('<', '‹').replace('>', '›'));
    }
  },

  /**
   * An Adaptive Card in the message that a workflow of Teams takes. Its own template shows text of
   * events in {@code TextRun} alone, where nothing has a meaning. A message may have 28 KB.
   */
  TEAMS("teams.json", 28_000, 1_000, 4_000, 30, 6_000) {
    @Override
    String value(String clean) {
      // Two braces begin a function, such as {{DATE(...)}}; dollar and brace a field to fill in.
      return JsonPrint.content(
          Plain.unlinked(clean).replace("{{", "{ {").replace("{{", "{ {").replace("${", "$ {"));
    }
  },

  /** An event of PagerDuty's Events API v2, of at most 512 KB. */
  PAGERDUTY("pagerduty.json", 500_000, 2_000, 16_000, 60, 16_000) {
    @Override
    String value(String clean) {
      return JsonPrint.content(Plain.unlinked(clean));
    }
  };

  /** What has a meaning in CommonMark; a backslash before it takes that away. */
  private static final String MARKUP = "\\`*_{}[]<>()#+-.!|~&:$=^\"'/";

  private final String file;
  private final int most;
  private final int value;
  private final int section;
  private final int lines;
  private final int record;

  Dialect(String file, int most, int value, int section, int lines, int record) {
    this.file = file;
    this.most = most;
    this.value = value;
    this.section = section;
    this.lines = lines;
    this.record = record;
  }

  /** Text of an event as a value. */
  abstract String value(String clean);

  /** Text of an event as a part of a title. */
  String title(String clean) {
    return value(clean);
  }

  /** The whole record, in lines. */
  String record(String clean) {
    return value(clean);
  }

  /** The most bytes a message may have. */
  int most() {
    return most;
  }

  /** How much of an event is shown when there is room. */
  Budget budget() {
    return new Budget(value, section, lines, record);
  }

  /** Whether a message has to be JSON. */
  boolean isJson() {
    return this == SLACK || this == TEAMS || this == PAGERDUTY;
  }

  /** The template that comes with the filter. */
  MessageTemplate template() {
    try (var in = Dialect.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing");
      }
      return MessageTemplate.of(
          new String(in.readAllBytes(), StandardCharsets.UTF_8), Fill.VARIABLES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** More backticks than there are in a row in the text. */
  private static String ticks(String text, int least) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return "`".repeat(Math.max(least, longest + 1));
  }
}
