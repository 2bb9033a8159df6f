package io.logboom.filters.udm.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.logboom.filters.udm.schema.Problem.Level;
import io.logboom.spi.MalformedException;
import io.logboom.testkit.Events;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UdmValidatorTest {
  private static final String VALID =
      "{\"metadata\":{\"event_timestamp\":\"2026-01-02T03:04:05Z\",\"event_type\":\"GENERIC_EVENT\",\"description\":\"caf\u00e9"
          + " \\u20ac \\ud83d\\ude00 \\\"\"},\"additional\":{\"a\":[1,-2.5e3,"
          + "true,null,{}]},\"principal\":{\"ip\":[\"192.0.2.1\"],\"user\":{\"userid\":\"x\"}}}";
  private static final UdmValidator ERRORS = new UdmValidator(Level.ERROR);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "metadata.event_timestamp | '2026-01-02T03:04:05Z' | ",
        "metadata.event_timestamp | '2026-01-02T03:04:05.123456789Z' | ",
        "metadata.event_timestamp | '2026-01-02T03:04:05.1Z' | WARNING",
        "metadata.event_timestamp | '2026-01-02T03:04:05+02:00' | WARNING",
        "metadata.event_timestamp | '2024-02-29T03:04:05Z' | ",
        "metadata.event_timestamp | '2026-02-29T03:04:05Z' | ERROR",
        "metadata.event_timestamp | '2026-01-02 03:04:05Z' | ERROR",
        "metadata.event_timestamp | '2026-01-02T03:04:05' | ERROR",
        "metadata.event_timestamp | '2026-01-02T03:04:05.1234567891Z' | ERROR",
        "metadata.event_timestamp | '2026-01-02T03:04:05.Z' | ERROR",
        "metadata.event_timestamp | '0000-01-02T03:04:05Z' | ERROR",
        "metadata.event_timestamp | 1767323045 | ERROR",
        "network.session_duration | '3.5s' | ",
        "network.session_duration | '-0.000000001s' | ",
        "network.session_duration | '3.5' | ERROR",
        "network.session_duration | '3.s' | ERROR",
        "network.session_duration | '315576000001s' | ERROR",
        "network.session_duration | {'seconds':1} | ERROR",
        "network.sent_bytes | '18446744073709551615' | ",
        "network.sent_bytes | '18446744073709551616' | ERROR",
        "network.sent_bytes | '-1' | ERROR",
        "network.sent_bytes | 5 | WARNING",
        "network.sent_bytes | 'five' | ERROR",
        "network.sent_bytes | '1.5' | ERROR",
        "principal.port | 443 | ",
        "principal.port | 4.43e2 | ",
        "principal.port | '443' | WARNING",
        "principal.port | 2147483648 | ERROR",
        "principal.port | 1.5 | ERROR",
        "principal.port | true | ERROR",
        "metadata.id | 'aGk=' | ",
        "metadata.id | 'a_-b' | ",
        "metadata.id | 'aGk' | ",
        "metadata.id | 'a' | ERROR",
        "metadata.id | 'a?==' | ERROR",
        "metadata.id | 'aGkk=' | ERROR",
        "principal.location.region_latitude | 1.5 | ",
        "principal.location.region_latitude | 'NaN' | ",
        "principal.location.region_latitude | 3.5e38 | ERROR",
        "principal.location.region_latitude | 'north' | ERROR",
        "principal.ip | ['192.0.2.1','2001:db8::1','::','::ffff:192.0.2.1'] | ",
        "principal.ip | ['192.0.2.256'] | ERROR",
        "principal.ip | ['192.0.2'] | ERROR",
        "principal.ip | ['192.0.2.1.5'] | ERROR",
        "principal.ip | ['2001:db8:::1'] | ERROR",
        "principal.ip | ['2001:db8::1::2'] | ERROR",
        "principal.ip | ['1:2:3:4:5:6:7:8:9'] | ERROR",
        "principal.ip | ['AWS Internal'] | ERROR",
        "principal.ip | '192.0.2.1' | ERROR",
        "principal.user.email_addresses | ['alice@example.com'] | ",
        "principal.user.email_addresses | ['alice'] | WARNING",
        "metadata.event_type | 100000 | ",
        "metadata.event_type | 77 | ERROR",
        "metadata.event_type | true | ERROR",
        "security_result | [{'variables':{'a':{'value':'b'}}}] | ",
        "security_result | [{'variables':{'a':{'no':'b'}}}] | ERROR",
        "security_result | [{'variables':[]}] | ERROR",
        "security_result | [{'variables':{'a':null}}] | ERROR",
        "principal.user.attribute.labels | [{'rbac_enabled':'true'}] | ERROR",
        "additional | 'text' | ERROR",
      })
  void forms(String path, String value, Level level) {
    var tree = Trees.parse(VALID);
    Trees.set(tree, path.strip(), Trees.value(value.strip().replace('\'', '"')));
    var problems = Trees.event(tree, Level.WARNING);
    if (level == null) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems)
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.level()).isEqualTo(level);
                assertThat(problem.path()).startsWith(path.strip());
              });
    }
  }

  @Test
  void saysWhereAndWhat() {
    assertThat(errors("{\"metadata\":{\"event_timestamp\":\"yesterday\",\"event_type\":\"X\\n\"}}"))
        .extracting(Problem::toString)
        .containsExactly(
            "metadata.event_timestamp: not a time of RFC 3339: \"yesterday\"",
            "metadata.event_type: not a value of Metadata.EventType: \"X\n\"");
    assertThat(errors("[]")).extracting(Problem::toString).containsExactly("not an object");
  }

  @Test
  void tellsNoMoreThanFifty() {
    assertThat(errors("{\"about\":[" + "{\"no\":1},".repeat(1_000) + "{}]}")).hasSize(Walk.MOST);
  }

  @Test
  void boundsTheDepthOfMessagesAndStructs() {
    var chain = "{\"parent_process\":".repeat(90) + "{}" + "}".repeat(90);
    assertThat(errors(VALID.replace("\"user\":{", "\"process\":" + chain + ",\"user\":{")))
        .isEmpty();
    var deeper = "{\"parent_process\":".repeat(100) + "{}" + "}".repeat(100);
    assertThat(errors(VALID.replace("\"user\":{", "\"process\":" + deeper + ",\"user\":{")))
        .extracting(Problem::reason)
        .singleElement()
        .satisfies(reason -> assertThat(reason).startsWith("not JSON: nested deeper than 100"));
    for (int levels : new int[] {30, 40}) {
      var struct = "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
      assertThat(errors(VALID.replace("\"a\":[1", "\"b\":" + struct + ",\"a\":[1")).isEmpty())
          .isEqualTo(levels == 30);
    }
  }

  @Test
  void hostileTextsAreNoUdmAndNothingIsThrown() {
    for (var event : Events.hostile()) {
      assertThat(ERRORS.event(event.array(), event.offset(), event.length())).isNotEmpty();
      assertThat(ERRORS.entity(event.array(), event.offset(), event.length())).isNotEmpty();
    }
  }

  @Test
  void agreesWithTheScannerOnWhatIsJson() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    byte[] valid = VALID.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged = valid.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        damaged[random.nextInt(damaged.length)] =
            random.nextInt(3) == 0
                ? (byte) random.nextInt(256)
                : (byte) "\"\\{}[],:tfn0-.eu ".charAt(random.nextInt(17));
      }
      assertThat(isNotJson(damaged))
          .as("seed %d: %s", seed, new String(damaged, StandardCharsets.UTF_8))
          .isEqualTo(isMalformed(damaged) || hasHalfPair(damaged));
    }
  }

  private static boolean isNotJson(byte[] text) {
    return ERRORS.event(text, 0, text.length).stream()
        .anyMatch(problem -> problem.reason().startsWith("not JSON"));
  }

  private static boolean isMalformed(byte[] text) {
    try {
      Events.of(text).tree();
      return false;
    } catch (MalformedException e) {
      // The question was whether it is.
      return true;
    }
  }

  /** JSON may have halves of surrogate pairs in its escapes; protocol buffers may not. */
  private static boolean hasHalfPair(byte[] text) {
    try {
      return !StandardCharsets.UTF_8.newEncoder().canEncode(Events.of(text).tree().toString());
    } catch (MalformedException e) {
      return false;
    }
  }

  @Test
  void aValidEventCostsNoMemory() {
    byte[] text = VALID.getBytes(StandardCharsets.UTF_8);
    int rounds = 20_000;
    for (int i = 0; i < rounds; i++) {
      ERRORS.event(text, 0, text.length);
    }
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < rounds; i++) {
      ERRORS.event(text, 0, text.length);
    }
    assertThat((threads.getCurrentThreadAllocatedBytes() - before) / rounds).isLessThan(8);
  }

  private static List<Problem> errors(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return ERRORS.event(bytes, 0, bytes.length);
  }
}
