package io.logboom.filters.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import io.logboom.testkit.JsonDocuments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is written, it is a query or it is refused; whatever comes in, a query gets along with
 * it; and neither takes long. {@code -Dlogboom.fuzz.seconds} says for how long to try.
 */
class FuzzTest {
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private static final List<String> PIECES =
      List.of(
          "fields ",
          "display ",
          "filter ",
          "parse ",
          "dedup ",
          "limit ",
          "stats ",
          "sort ",
          " by ",
          " | ",
          " as ",
          " and ",
          " or ",
          " not ",
          " like ",
          " =~ ",
          " in ",
          "(",
          ")",
          "[",
          "]",
          ",",
          "=",
          "!=",
          "<",
          ">=",
          "+",
          "-",
          "*",
          "/",
          "^",
          "%",
          "a",
          "b",
          "c",
          "id",
          "0",
          "1",
          "a.b",
          "`a.b`",
          "Records.0",
          "@message",
          "@timestamp",
          "@ptr",
          "'x'",
          "\"\"",
          "'*'",
          "\"* *\"",
          "/x/",
          "/(?<n>.*)(?<m>\\d+)?/",
          "/(a|b)*$/",
          "/[/",
          "1",
          "-2",
          "1e9",
          "0.5",
          "5m",
          "1h",
          "true",
          "#",
          "\n",
          "\u201c",
          "\u2019",
          "`",
          "\\",
          "$",
          "\u0000",
          "\ud83d",
          "count(*)",
          "bin(5m)",
          "pct(a, 50)",
          "ispresent(a)",
          "concat(a, b, '!')",
          "substr(a, 1)",
          "replace(a, 'x', @message)",
          "jsonParse(a)",
          "coalesce(a, b)",
          "isIpInSubnet(a, '::/0')",
          "toupper(@message)",
          "datefloor(a, 1d)",
          "fromMillis(a)",
          "round(a, 2)",
          "trim(a, 'x')",
          "if(a = 1, b, c)",
          "greatest(a, b)",
          "strlen(a)",
          "urldecode(a)",
          "base64decode(a)");

  private static final List<String> WHOLE =
      List.of(
          "fields a, b as c, concat(a, '-', b) as d | filter a = 1 or b like /x+/ | dedup c, d",
          "parse @message '\"*\":*,' as k, v | filter k in ['a', 'b', 1] | display k, v, strlen(v)",
          "parse /\"(?<k>[a-z]*)\":(?<v>.)/ | fields k, toNumber(v) * 2 as w | limit 100000",
          "filter not ispresent(Records) and (a > 1 or a < 1 or a != b) | fields jsonParse(a) as j,"
              + " j.b[0].c, jsonStringify(j), @ptr, @timestamp, bin(1w) as t, substr(a, id, 2)");

  @Test
  void whateverIsWrittenAndComesIn() throws Exception {
    long seed = Long.getLong("logboom.seed", new Random().nextLong());
    var random = new Random(seed);
    var documents = new JsonDocuments(seed);
    long end = System.nanoTime() + Long.getLong("logboom.fuzz.seconds", 2) * 1_000_000_000L;
    long queries = 0;
    long parsed = 0;
    while (System.nanoTime() < end) {
      var text = text(random);
      long start = System.nanoTime();
      queries++;
      try {
        if (run(text, random, documents)) {
          parsed++;
        }
      } catch (QueryException e) {
        assertThat(e.getMessage()).as("seed %d: %s", seed, text).contains("\n").contains("^");
      } catch (RuntimeException | AssertionError | StackOverflowError e) {
        throw new AssertionError("seed " + seed + ": " + text, e);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("seed %d: %s", seed, text)
          .isLessThan(LONGEST);
    }
    System.err.println("fuzz: " + queries + " queries, " + parsed + " of them run, seed " + seed);
    assertThat(parsed).isPositive();
  }

  private static boolean run(String text, Random random, JsonDocuments documents) throws Exception {
    var query = Query.of(text);
    if (query.commands().stream().anyMatch(Command.Stats.class::isInstance)) {
      return false;
    }
    try (var filter = Rows.filter(Rows.config(text))) {
      for (int i = 0; i < 5; i++) {
        byte[] document = documents.document();
        var event = Events.of(random.nextInt(4) == 0 ? documents.damaged(document) : document);
        for (var row : FilterRun.of(event, filter).out()) {
          row.tree();
        }
      }
    }
    return true;
  }

  private static String text(Random random) {
    if (random.nextInt(3) > 0) {
      var text = new StringBuilder(WHOLE.get(random.nextInt(WHOLE.size())));
      for (int change = random.nextInt(4); change > 0; change--) {
        int at = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), at + random.nextInt(6));
        text.replace(at, to, random.nextInt(3) == 0 ? "" : piece(random));
      }
      return text.toString();
    }
    var command = PIECES.get(random.nextInt(7));
    return command
        + IntStream.range(0, random.nextInt(12))
            .mapToObj(_ -> piece(random))
            .collect(Collectors.joining());
  }

  private static String piece(Random random) {
    return PIECES.get(random.nextInt(PIECES.size()));
  }

  @ParameterizedTest
  @Timeout(10)
  @ValueSource(
      strings = {
        "(", "not ", "-", "abs(", "a+", "a^", "a*", "a and ", "a or ", "[", "a in [", "a.", "`"
      })
  void theSameOverAndOver(String piece) {
    for (int times : new int[] {50, 300, 900, 100_000}) {
      var text = "filter " + piece.repeat(times) + "a";
      try {
        var query = Query.of(text);
        assertThat(query.commands()).hasSize(1);
        Rows.filter(Rows.config(text));
      } catch (QueryException e) {
        assertThat(e.getMessage()).hasSizeLessThan(500);
      }
    }
  }

  @Test
  @Timeout(10)
  void anAliasOfAnAliasDoesNotDouble() throws Exception {
    var query = new StringBuilder("fields 'xx' as a0");
    for (int i = 1; i < 60; i++) {
      query.append(", concat(a" + (i - 1) + ", a" + (i - 1) + ") as a" + i);
    }
    assertThat(Rows.of(query + " | display strlen(a10) as n, ispresent(a59) as p", "{}"))
        .containsExactly("{\"n\":2048,\"p\":1}");
    var replaced = "x";
    for (int i = 0; i < 30; i++) {
      replaced = "replace(" + replaced + ", 'x', 'xxxxxxxxxx')";
    }
    assertThat(Rows.of("fields " + replaced + " as r", "{\"x\":\"x\"}")).containsExactly("{}");
  }

  @ParameterizedTest
  @Timeout(10)
  @ValueSource(
      strings = {
        "((a{1000}){1000}){1000}",
        "(x{500}){500}",
        "((((((((((x{30}){30}){30}){30}){30}){30}){30}){30}){30}){30})",
        "x{1001}",
        "(?P<n>x){2000}"
      })
  void refusesExpressionsThatExplode(String regex) {
    assertThatThrownBy(() -> Query.of("filter a like /" + regex + "/"))
        .isInstanceOf(QueryException.class);
  }

  @Test
  @Timeout(20)
  void noExpressionTakesMoreThanLinearTime() throws Exception {
    var long1 = "x".repeat(100_000);
    for (var regex : List.of("(x+x+)+y", "(a|aa|x)*$y", "(.*)(.*)(.*)(.*)(.*)z", "x*x*x*x*x*y")) {
      assertThat(Rows.of("filter @message like /" + regex + "/", long1)).isEmpty();
    }
    var nested = new ArrayList<String>();
    for (int depth : new int[] {99, 101, 4_000}) {
      var text = "filter a like /" + "(".repeat(depth) + "x+" + ")".repeat(depth) + "/";
      try {
        Query.of(text);
      } catch (QueryException e) {
        nested.add(text);
      }
    }
    assertThat(nested).hasSize(2);
  }

  @Test
  @Timeout(20)
  void aGlobNeverGoesBack() throws Exception {
    var glob = "*a".repeat(200);
    var names = IntStream.range(0, 200).mapToObj(i -> "n" + i).collect(Collectors.joining(", "));
    assertThat(
            Rows.of(
                "parse '" + glob + "b' as " + names + " | filter ispresent(n1)",
                "a".repeat(200_000)))
        .isEmpty();
  }
}
