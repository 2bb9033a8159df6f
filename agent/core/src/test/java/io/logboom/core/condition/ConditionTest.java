package io.logboom.core.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.core.event.JsonEvent;
import io.logboom.spi.Event;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events an expression is true of. Its errors are among the cases of the configuration. */
final class ConditionTest {
  private static final String EVENT =
      """
      {"eventName":"ConsoleLogin","eventTime":"2026-11-21T03:15:00Z","readOnly":true,"mfa":null,
       "count":1.50,"big":123456789012345678901234567890,"negative":-7,"empty":"","in":5,"a b":"x",
       "userIdentity":{"type":"Root","session":{"names":["ann","bob"]}},"quote":"it's \\"so\\"",
       "long":LONG,"huge":1e999999999999,"path":"a/b/c","emoji":"\\ud83d\\ude00","high":"\\uffee"}
      """
          .replace("LONG", "9".repeat(5000));

  private static Event event(String json) {
    byte[] bytes = json.strip().getBytes(StandardCharsets.UTF_8);
    var origin =
        new Origin(
            "trail",
            "s3://logs/a.gz",
            Instant.EPOCH,
            Map.of("s3.bucket", "logs", "aws.account", "111122223333"));
    return JsonEvent.of(bytes, 0, bytes.length, origin, 1);
  }

  private static boolean test(String expression) throws MalformedException {
    return Condition.of(expression).test(event(EVENT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eventName == 'ConsoleLogin'",
        "eventName == \"ConsoleLogin\"",
        "eventName != 'x'",
        "userIdentity.type == 'Root'",
        "userIdentity.session.names.1 == 'bob'",
        "userIdentity.\"session\".names.0 == 'ann'",
        "readOnly == true",
        "readOnly != false",
        "mfa == null",
        "mfa exists",
        "exists mfa",
        "not exists nothing",
        "count == 1.5",
        "count == 15e-1",
        "count > 1.4999 and count < 1.51 and count >= 1.5 and count <= 1.5",
        "big == 123456789012345678901234567890",
        "big > 123456789012345678901234567889",
        "negative < 0",
        "negative == -7",
        "long > 1e300",
        "huge > 1e300",
        "empty == ''",
        "\"in\" == 5",
        "'a b' == 'x'",
        "quote == 'it\\'s \"so\"'",
        "quote == \"it's \\\"so\\\"\"",
        "eventName in ['x', 'ConsoleLogin', 3]",
        "count in [1, 1.5]",
        "mfa in [null]",
        "readOnly in ['true', true]",
        "eventName glob 'Console*'",
        "eventName glob '*'",
        "path glob 'a*c'",
        "eventName glob 'Console?ogin'",
        "eventTime >= '2026-11-21' && eventTime < '2026-11-22'",
        "emoji > '\uffee'",
        "@origin.s3.bucket == 'logs'",
        "@origin.\"s3.bucket\" glob 'l*'",
        "@origin.aws.account in ['111122223333']",
        "!(eventName == 'x') and not readOnly == false",
        "eventName == 'x' or readOnly == true and count == 1.5",
        "(eventName == 'x' or readOnly == true) and count == 1.5",
        "eventName=='ConsoleLogin'||eventName=='x'",
        "not not readOnly == true",
        "nothing != 'x'",
        "not nothing == 'x'",
        "eventName != 5",
        "userIdentity != 'Root'",
      })
  void isTrue(String expression) throws MalformedException {
    assertThat(test(expression)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eventName == 'consolelogin'",
        "eventName == 'ConsoleLogi'",
        "eventName > 5",
        "eventName < 5",
        "readOnly == 'true'",
        "mfa == false",
        "exists nothing",
        "nothing exists",
        "nothing == null",
        "nothing < 1",
        "nothing >= 1",
        "nothing in [null, '']",
        "nothing glob '*'",
        "count glob '1*'",
        "mfa glob '*'",
        "count == '1.50'",
        "count > 1.5",
        "count < 1.5",
        "@origin.nothing == 'x'",
        "@origin.nothing exists",
        "userIdentity == 'Root'",
        "userIdentity.type.x == 'Root'",
        "eventName == 'ConsoleLogin' and readOnly == false",
        "eventName in ['x']",
        "eventName == 'x' or readOnly == true and count == 2",
        "not (readOnly == true)",
      })
  void isFalse(String expression) throws MalformedException {
    assertThat(test(expression)).isFalse();
  }

  @Test
  void whatIsNotJsonIsTold() {
    assertThatThrownBy(() -> Condition.of("a == 1").test(event("{\"a\":")))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void onlyTheOriginIsAskedWhenOnlyItIsMeant() throws MalformedException {
    assertThat(Condition.of("@origin.s3.bucket == 'logs'").test(event("no JSON"))).isTrue();
  }

  @Test
  void printsAsItWasWritten() {
    assertThat(Condition.of("a  ==  1")).hasToString("a  ==  1");
  }

  @Test
  void tellsWhereItIsWrong() {
    assertThatThrownBy(() -> Condition.of("eventName == Root"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            expected a value; text is written in quotes, not "Root", at character 14
                eventName == Root
                             ^\
            """);
  }

  @Test
  @Timeout(20)
  void anyTextIsAConditionOrToldToBeNone() throws MalformedException {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    var pieces =
        new String[] {
          "a", "eventName", "'x'", "\"", "'", "==", "!=", "<", "(", ")", "[", "]", ",", "and", "or",
          "not", "in", "exists", "glob", "1", "-", "1e9", ".", "@", "origin", " ", "\\", "&&", "!",
              "é",
          "\ud800", "\n", "null"
        };
    var sample = event(EVENT);
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
        text.append(random.nextBoolean() ? " " : "");
      }
      Condition condition;
      try {
        condition = Condition.of(text.toString());
      } catch (IllegalArgumentException e) {
        assertThat(e).as("seed %d: %s", seed, text).hasMessageContaining("at character ");
        continue;
      }
      condition.test(sample);
    }
  }

  @Test
  void deepNestingIsRefused() {
    for (var deep :
        new String[] {"(".repeat(100_000), "not ".repeat(100_000), "!(".repeat(50_000)}) {
      assertThatThrownBy(() -> Condition.of(deep))
          .hasMessageContaining("nested more than 100 deep");
    }
  }

  @Test
  void hostileDigitsTakeNoTime() {
    var bytes = event("{\"a\":" + "7".repeat(1_000_000) + "}");
    var condition = Condition.of("a > 5 and a != 1e400 and a in [1, 2] or a < 3.5");
    org.assertj.core.api.Assertions.assertThatNoException()
        .isThrownBy(
            () ->
                org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(10), () -> condition.test(bytes)));
  }
}
