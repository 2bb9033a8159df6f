package io.logboom.filters.alert;

import io.logboom.filters.Severity;
import io.logboom.spi.DataSize;
import io.logboom.spi.Secret;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Options of the {@code alert} filter.
 *
 * @param format what a message is written in
 * @param unmarked what becomes of events that no rule matched
 * @param title the title of events whose rule has none; empty for titles by action
 * @param severity that of events that no rule matched
 * @param templates others than those that come with the filter
 * @param maxSize the most bytes that one text of a message has
 * @param routingKey PagerDuty's
 * @param group how messages of one kind are told as one
 * @param dedupe how events that come twice are told once
 */
public record AlertConfig(
    Format format,
    Unmarked unmarked,
    Optional<TitleTemplate> title,
    Severity severity,
    Templates templates,
    DataSize maxSize,
    Optional<Secret> routingKey,
    Group group,
    Dedupe dedupe) {

  private static final long LEAST_SIZE = 4 << 10;
  private static final long MOST_SIZE = 256 << 10;

  /** What a message is written in. */
  public enum Format {
    /** An object with all of it: title, text, HTML, Markdown, details, record. */
    JSON,
    /** Plain text. */
    TEXT,
    /** An HTML document, for mail. */
    HTML,
    /** CommonMark. */
    MARKDOWN,
    /** Slack's Block Kit. */
    SLACK,
    /** An Adaptive Card for a workflow of Teams. */
    TEAMS,
    /** An event of PagerDuty's Events API v2. */
    PAGERDUTY
  }

  /** What becomes of events that no rule matched. */
  public enum Unmarked {
    /** They make an alert like others. */
    ALERT,
    /** They are dropped. */
    DROP
  }

  /**
   * Files with templates.
   *
   * @param text of plain text
   * @param html of HTML
   * @param markdown of Markdown
   * @param slack of a message for Slack
   * @param teams of a message for Teams
   * @param pagerduty of an event for PagerDuty
   */
  public record Templates(
      Optional<TemplateFile> text,
      Optional<TemplateFile> html,
      Optional<TemplateFile> markdown,
      Optional<TemplateFile> slack,
      Optional<TemplateFile> teams,
      Optional<TemplateFile> pagerduty) {}

  /**
   * How messages of one kind are told as one.
   *
   * @param by what makes two alerts of one kind; empty for no groups
   * @param within how long a group is open
   * @param examples how many alerts the closing message names
   * @param most how many groups are open at once
   */
  public record Group(List<Fact> by, Duration within, int examples, int most) {

    public Group {
      if (within.compareTo(Duration.ofSeconds(1)) < 0 || within.compareTo(Duration.ofDays(7)) > 0) {
        throw new IllegalArgumentException("within must be from 1s to 7d");
      }
      if (examples < 0 || examples > 20) {
        throw new IllegalArgumentException("examples must be from 0 to 20");
      }
      if (most < 1 || most > 1_000_000) {
        throw new IllegalArgumentException("most must be from 1 to 1000000");
      }
    }
  }

  /**
   * How events that come twice are told once.
   *
   * @param within how long an id is remembered; empty for not at all
   * @param most how many ids are remembered
   */
  public record Dedupe(Optional<Duration> within, int most) {

    public Dedupe {
      if (within.isPresent()
          && (within.get().compareTo(Duration.ofSeconds(1)) < 0
              || within.get().compareTo(Duration.ofDays(30)) > 0)) {
        throw new IllegalArgumentException("within must be from 1s to 30d");
      }
      if (most < 1 || most > 10_000_000) {
        throw new IllegalArgumentException("most must be from 1 to 10000000");
      }
    }
  }

  public AlertConfig {
    if (maxSize.bytes() < LEAST_SIZE || maxSize.bytes() > MOST_SIZE) {
      throw new IllegalArgumentException("max-size must be from 4KiB to 256KiB");
    }
    if (routingKey.isPresent() && format != Format.PAGERDUTY) {
      throw new IllegalArgumentException("routing-key goes with format = pagerduty only");
    }
    for (Fact fact : group.by()) {
      if (Collections.frequency(group.by(), fact) > 1) {
        throw new IllegalArgumentException("group.by names " + fact.word() + " twice");
      }
    }
    check(templates.text, format == Format.TEXT || format == Format.JSON, "text");
    check(templates.html, format == Format.HTML || format == Format.JSON, "html");
    check(templates.markdown, format == Format.MARKDOWN || format == Format.JSON, "markdown");
    check(templates.slack, format == Format.SLACK, "slack");
    check(templates.teams, format == Format.TEAMS, "teams");
    check(templates.pagerduty, format == Format.PAGERDUTY, "pagerduty");
  }

  /** Whether anything has to be remembered from one event to the next. */
  boolean remembers() {
    return !group.by().isEmpty() || dedupe.within().isPresent();
  }

  private static void check(Optional<TemplateFile> template, boolean used, String name) {
    if (template.isPresent() && !used) {
      throw new IllegalArgumentException(
          "templates." + name + " would not be used: the format has no " + name);
    }
  }
}
