package io.logboom.filters.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.testkit.Events;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Random patterns on random events, beside an evaluation that shares nothing but the parser. */
class PatternPropertyTest {
  private static final long SEED = Long.getLong("logboom.seed", 20_261_121);
  private static final int ROUNDS = Integer.getInteger("logboom.rounds", 15);

  @Test
  void manyRulesTogetherMatchWhatTheOracleSaysOfEach() {
    var random = new RandomPatterns(SEED);
    int matches = 0;
    for (int round = 0; round < ROUNDS; round++) {
      var patterns = Stream.generate(random::pattern).limit(70).map(FilterPattern::of).toList();
      var paper = new RuleSet(patterns).paper();
      for (var event : Stream.generate(random::event).limit(20).toList()) {
        var matched = paper.match(Events.of(event));
        for (int rule = 0; rule < patterns.size(); rule++) {
          boolean found = matched.next(rule) == rule;
          if (found != Oracle.matchesLine(patterns.get(rule), event)) {
            throw new AssertionError(
                "seed %d: %s on %s: %s".formatted(SEED, patterns.get(rule), event, found));
          }
          matches += found ? 1 : 0;
        }
      }
    }
    assertThat(matches).isGreaterThan(ROUNDS * 20);
  }

  @Test
  void regularExpressionsFindWhatOtherEnginesFind() {
    var random = new RandomPatterns(SEED + 1);
    int automata = 0;
    for (int i = 0; i < 50 * ROUNDS; i++) {
      var text = random.regex();
      var syntax = new RegexParser(new Cursor("%" + text + "%")).parse();
      var regex = new Regex(syntax);
      automata += regex.isAutomaton() ? 1 : 0;
      for (var event : IntStream.range(0, 5).mapToObj(_ -> random.event()).toList()) {
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        boolean found = regex.fits(bytes, 0, bytes.length);
        if (found != Oracle.regex(syntax, event)
            || found != regex.fitsForRe2(bytes, 0, bytes.length)) {
          throw new AssertionError("seed %d: %s in %s: %s".formatted(SEED, text, event, found));
        }
      }
    }
    assertThat(automata).isGreaterThan(45 * ROUNDS);
  }
}
