package io.logboom.filters.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.logboom.spi.Event;
import io.logboom.testkit.Events;
import io.logboom.testkit.JsonDocuments;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Damaged patterns on damaged events, for {@code -Dlogboom.fuzz.seconds} (2): each is refused with
 * a caret, or asked and answered; and patterns and events that are made to be slow are not.
 */
class PatternFuzzTest {
  private static final Logger LOG = LoggerFactory.getLogger(PatternFuzzTest.class);
  private static final long SEED = Long.getLong("logboom.seed", 4711);
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("logboom.fuzz.seconds", 2));
  private static final String SIGNS = "{}[]()$.*\"'%\\^?+-|&=!<>,: \t\n0aZ_\u0000\u00e9\uD83D";

  @Test
  void nothingCrashesTheParserOrTheEvaluation() {
    var random = new Random(SEED);
    var patterns = new RandomPatterns(SEED);
    var documents = new JsonDocuments(SEED);
    long end = System.nanoTime() + TIME.toNanos();
    int taken = 0;
    int refused = 0;
    while (System.nanoTime() < end) {
      var rules = new ArrayList<FilterPattern>();
      for (int i = 0; i < 20; i++) {
        var text = damaged(patterns.pattern(), random);
        try {
          rules.add(FilterPattern.of(text));
          taken++;
        } catch (IllegalArgumentException e) {
          refused++;
          assertThat(e).as("seed %s: %s", SEED, text).hasMessageMatching("(?s).*\n    .*\n *\\^");
        }
      }
      var paper = new RuleSet(rules).paper();
      for (int i = 0; i < 10; i++) {
        var event = event(random, patterns, documents);
        assertThatCode(() -> paper.match(event))
            .as("seed %s: %s on %s", SEED, rules, Events.text(event))
            .doesNotThrowAnyException();
      }
    }
    LOG.info("seed {}: {} patterns taken, {} refused, in {}", SEED, taken, refused, TIME);
    assertThat(taken).isPositive();
    assertThat(refused).isPositive();
  }

  private static Event event(Random random, RandomPatterns patterns, JsonDocuments documents) {
    return Events.of(
        switch (random.nextInt(4)) {
          case 0 -> documents.object();
          case 1 -> documents.damaged(documents.object());
          case 2 -> damaged(patterns.event(), random).getBytes(StandardCharsets.UTF_8);
          default -> patterns.event().getBytes(StandardCharsets.UTF_8);
        });
  }

  private static String damaged(String text, Random random) {
    var damaged = new StringBuilder(text);
    for (int i = random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(damaged.length() + 1);
      int to = Math.min(damaged.length(), at + random.nextInt(4));
      switch (random.nextInt(3)) {
        case 0 -> damaged.delete(at, to);
        case 1 -> damaged.insert(at, damaged.substring(at, to));
        default -> damaged.insert(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
      }
    }
    return damaged.toString();
  }

  /** A mebibyte each; what takes time in proportion to its square would take hours. */
  @Test
  void nothingTakesLongerThanInProportion() {
    int size = 1 << 20;
    var same = "a".repeat(size);
    var events =
        List.of(
            Events.of(same),
            Events.of("{\"a\":\"" + same + "\"}"),
            Events.of("{\"a\":\"" + "\\u0061".repeat(size / 6) + "\"}"),
            Events.of("{\"a\":[" + "[1],".repeat(size / 4) + "1]}"),
            Events.of("{\"a\":" + "1".repeat(size) + "}"),
            Events.of("{\"a\":1e" + "9".repeat(size) + "}"),
            Events.of("{\"a\":1" + ",\"a\":1".repeat(size / 6) + "}"),
            Events.of("[ ".repeat(size / 2)),
            Events.of("\" ".repeat(size / 2)),
            Events.of("a ".repeat(size / 2)),
            Events.of("\"\\".repeat(size / 2)));
    var text = "a".repeat(1_000);
    var patterns =
        List.of(
            text + "b",
            "\"" + text + "b\" -\"b" + text + "\"",
            "{ $.a = \"*" + "a*".repeat(500) + "b*\" }",
            "{ $.a = \"*" + text + "b*\" }",
            "{ $.a = %a*a*a*a*a*a*a*a*a*a*b% }",
            "{ $.a = %a?a?a?a?a?a?a?a?a?aaaaaaaaab% }",
            "{ $.a = %[ab]*a[ab]{20}b% }",
            "{ $.a = %a{100}b|a{99}c% }",
            "{ $.a[*][*] = 2 || $.*[*].* = 2 || $.a[999999999] = 2 }",
            "{ $.a > 1e400 || $.a < -" + "9".repeat(1_000) + " || $.a = " + "1".repeat(900) + " }",
            "{ $.a IS TRUE" + " || $.a IS TRUE".repeat(500) + " }",
            "[..., w=b, ..., w=c, ..., w=%a*b%]",
            "[" + "w=a, ".repeat(500) + "..., " + "w=a, ".repeat(100) + "..., w=b, ..., x=1]");
    var paper = new RuleSet(patterns.stream().map(FilterPattern::of).toList()).paper();
    var threads = ManagementFactory.getThreadMXBean();
    for (var event : events) {
      long before = threads.getCurrentThreadCpuTime();
      paper.match(event);
      assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before))
          .as(Events.text(event).substring(0, 20))
          .isLessThan(Duration.ofSeconds(20));
    }
  }
}
