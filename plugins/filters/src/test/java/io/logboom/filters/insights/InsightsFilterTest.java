package io.logboom.filters.insights;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.filters.Mark;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InsightsFilterTest {
  private static final String EVENT =
      """
      {"n":200,"s":"200","t":"text","neg":-1.5,"big":9007199254740993,"yes":true,"no":false,\
      "nil":null,"e":"","w":"  \\t","o":{"a":[{"b":"x"},{"b":7}],"k.l":1},"u":"\\u00e4\\ud83d\\ude00",\
      "a b":2,"ip":"192.0.2.77","ip6":"2001:db8::1","json":"{\\"q\\":[1,{\\"r.s\\":2}]}","x-y":"dash"}\
      """;

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ~ ",
      quoteCharacter = '\0',
      value = {
        "n = 200 ~ 1",
        "n = '200' ~ 1",
        "s = 200 ~ 1",
        "s = '200' ~ 1",
        "s = 200.0 ~ 1",
        "s = '200.0' ~ 0",
        "n = '200.0' ~ 1",
        "n > 3e1 ~ 1",
        "n < '1000' ~ 1",
        "s < '1000' ~ 1",
        "300 > n ~ 1",
        "t > 'tex' ~ 1",
        "t > 5 ~ 1",
        "neg = -1.50 ~ 1",
        "neg < -1 ~ 1",
        "big = 9007199254740993 ~ 1",
        "big = 9007199254740992 ~ 0",
        "big - 0 = 9007199254740992 ~ 1",
        "yes = 1 ~ 1",
        "yes = true ~ 1",
        "yes = 'true' ~ 1",
        "yes = 'TRUE' ~ 1",
        "yes = 'yes' ~ 0",
        "no = 0 and no = false ~ 1",
        "yes ~ 1",
        "no or nil or e or t ~ 0",
        "n and s ~ 1",
        "nil = 'null' ~ 0",
        "nil != 'null' ~ 1",
        "none = 1 or none < 1 or none >= 1 ~ 0",
        "none != 1 ~ 1",
        "none not in [1] ~ 1",
        "none not like /x/ ~ 1",
        "not (none = 1) ~ 1",
        "none like '' ~ 0",
        "o = '{}' or o like 'a' or o > 0 ~ 0",
        "ispresent(o) and not ispresent(nil) and not ispresent(none) ~ 1",
        "ispresent(none) = 0 and isPresent(t) = 1 ~ 1",
        "o.a.0.b = 'x' and o.a[1].b = 7 ~ 1",
        "o.`k.l` = 1 ~ 1",
        "`o.a.0.b` = 'x' ~ 1",
        "`a b` = 2 and `x-y` = 'dash' ~ 1",
        "u = '\u00e4\ud83d\ude00' and u like '\u00e4' ~ 1",
        "strlen(u) = 2 and substr(u, 1) = '\ud83d\ude00' ~ 1",
        "t in ['a', 'text'] and n in [1, 200] and s not in ['2'] ~ 1",
        "t like 'ex' and t not like 'EX' and t like /(?i)EX/ and t =~ /^t.*t$/ ~ 1",
        "n like /2\\d\\d/ and n like '00' ~ 1",
        "@message like '\"n\":200' and @message like /\"n\":\\d+/ ~ 1",
        "isempty(e) and isempty(none) and isempty(nil) and not isempty(w) and isblank(w) ~ 1",
        "coalesce(none, nil, e, t) = '' ~ 1",
        "concat(t, '-', n, none) = 'text-200' ~ 1",
        "trim(w) = '' and ltrim('xyZxyfooxyZ', 'xyZ') = 'fooxyZ' ~ 1",
        "rtrim('xyZfooxyxyZ', 'xyZ') = 'xyZfoo' and trim('xyZxyfooxyxyZ', 'xyZ') = 'foo' ~ 1",
        "substr('xyZfooxyZ', 3, 3) = 'foo' and substr(t, 9) = '' and substr(t, 1, 99) = 'ext' ~ 1",
        "replace(t, 't', 'TT') = 'TTexTT' and replace(t, '', 'x') = t ~ 1",
        "toupper(t) = 'TEXT' and tolower('ABC') = 'abc' ~ 1",
        "strcontains(t, 'ex') = 1 and strcontains(t, 'EX') = 0 and strcontains(t, 'EX', true) ~ 1",
        "startsWith(t, 'te') and endsWith(t, 'xt') and not startsWith(none, '') ~ 1",
        "toupper(o) = 'x' ~ 0",
        "2 ^ 3 = 8 and 10 % 3 = 1 and 7 / 2 = 3.5 and 2 + 3 * 4 - 1 = 13 and 2 ^ 3 ^ 2 = 512 ~ 1",
        "-(n) = -200 and -n + 1 = -199 and n - -1 = 201 ~ 1",
        "n / 0 = 1 or n / 0 > 1 or ispresent(n / 0) or ispresent(t + 1) ~ 0",
        "abs(neg) = 1.5 and ceil(neg) = -1 and floor(neg) = -2 and sqrt(n) > 14.1 ~ 1",
        "greatest(1, n, s, 3) = 200 and least(1, neg) = -1.5 and not ispresent(least(t, 1)) ~ 1",
        "log(1) = 0 and not ispresent(log(-1)) and round(2.5) = 3 and round(-1.255, 2) = -1.26 ~ 1",
        "isNumeric(s) and isNumeric(n) and not isNumeric(t) ~ 1",
        "toInt('7.9') = 7 and not ispresent(toInt(big)) and toNumber(s) = 200 ~ 1",
        "isValidIp(ip) and isValidIpV4(ip) and not isValidIpV6(ip) and isValidIpV6(ip6) ~ 1",
        "not isValidIp(t) and not isValidIp(none) and not isValidIpV4('1.2.3') ~ 1",
        "not isValidIp('01.2.3.4') and not isValidIp('256.1.1.1') and isValidIp('0.0.0.0') ~ 1",
        "isIpInSubnet(ip, '192.0.2.0/24') and isIpv4InSubnet(ip, '192.0.2.64/26') ~ 1",
        "isIpv4InSubnet(ip, '192.0.2.0/26') or isIpv6InSubnet(ip, '192.0.2.0/24') ~ 0",
        "isIpInSubnet(ip6, '2001:db8::/32') and isIpv6InSubnet(ip6, '::/0') ~ 1",
        "isIpInSubnet(ip6, '2001:db9::/32') or isIpv4InSubnet(ip6, '2001:db8::/32') ~ 0",
        "isPrivateIP('10.1.2.3') and not isPrivateIP(ip) and ipv4ToNumber('1.2.3.4') = 16909060 ~"
            + " 1",
        "if(n = 200, 'a', 'b') = 'a' and case(n = 1, 'x', n = 200, 'y') = 'y' ~ 1",
        "case(n = 1, 'x', 'z') = 'z' and not ispresent(case(n = 1, 'x')) ~ 1",
        "base64decode(base64encode(u)) = u and urldecode(urlencode(u)) = u ~ 1",
        "jsonArraySize(jsonParse('[1,2]')) = 2 and jsonArrayContains('[\"a\"]', 'a') ~ 1",
        "jsonStringify(jsonParse(json)) = json ~ 1",
        "messageSize(u) = 6 ~ 1",
        "now() = 1795255200 ~ 1",
        "fromMillis(0) < @timestamp and toMillis(fromMillis(5)) = 5 ~ 1",
        "toMillis(bin(1h)) = 1767322800000 and datefloor(@timestamp, 1h) = bin(1h) ~ 1",
        "toMillis(dateceil(@timestamp, 1d)) = 1767398400000 ~ 1"
      })
  void decides(String condition, int matches) throws Exception {
    assertThat(Rows.of("filter " + condition, EVENT)).hasSize(matches);
    assertThat(Rows.of("fields if(" + condition + ", 1, 0) as r", EVENT))
        .containsExactly("{\"r\":" + matches + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ~ ",
      quoteCharacter = '\0',
      value = {
        "fields t, n, none, nil, yes ~ {\"t\":\"text\",\"n\":200,\"yes\":true}",
        "fields big, u, o.a.1 as x ~ "
            + "{\"big\":9007199254740993,\"u\":\"\\u00e4\\ud83d\\ude00\",\"x\":{\"b\":7}}",
        "fields n + 1 as m, m * 2 as m2 | filter m2 > 401 | display m2 ~ {\"m2\":402}",
        "fields abs(neg), t = 'text' as same ~ {\"abs(neg)\":1.5,\"same\":1}",
        "fields t as a | fields n as a ~ {\"a\":200}",
        "display t | display n ~ {\"n\":200}",
        "display t | fields n ~ {\"t\":\"text\"}",
        "fields n | display t | fields s as t2 ~ {\"t\":\"text\"}",
        "fields o as p | display p.a.0.b as b ~ {\"b\":\"x\"}",
        "fields jsonParse(json) as j | display j.q[1].`r.s` as v, j ~ "
            + "{\"v\":2,\"j\":{\"q\":[1,{\"r.s\":2}]}}",
        "fields n as `the \"n\"` ~ {\"the \\\"n\\\"\":200}",
        "fields 007 as a, -0.0 as b, 'x' as c, true as d, 1/3 as e ~ "
            + "{\"a\":7,\"b\":0,\"c\":\"x\",\"d\":1,\"e\":0.3333333333333333}",
        "fields @timestamp, @logStream, @log, @ingestionTime, @ptr ~ "
            + "{\"@timestamp\":\"2026-01-02T03:04:05.678Z\",\"@logStream\":\"test.jsonl\","
            + "\"@log\":\"test\",\"@ingestionTime\":\"2026-01-02T03:04:05.678Z\","
            + "\"@ptr\":\"test.jsonl\"}",
        "fields none ~ {}"
      })
  void makesRows(String query, String row) throws Exception {
    assertThat(Rows.of(query, EVENT)).containsExactly(row);
  }

  @Test
  void showsTimeAndMessageWhenNobodyChose() throws Exception {
    assertThat(Rows.of("parse 'a=*' as a", "a=1", "{\"a\":2}"))
        .containsExactly(
            "{\"@timestamp\":\"2026-01-02T03:04:05.678Z\",\"@message\":\"a=1\",\"a\":\"1\"}",
            "{\"@timestamp\":\"2026-01-02T03:04:05.678Z\",\"@message\":\"{\\\"a\\\":2}\"}");
  }

  @Test
  void knowsWhereCloudWatchHadIt() throws Exception {
    var origin =
        new Origin(
            "logs",
            "stream 1",
            Instant.parse("2026-01-02T03:04:05Z"),
            Map.of(
                "cloudwatch.timestamp", "1000",
                "cloudwatch.ingestion-time", "2000",
                "cloudwatch.stream", "s",
                "cloudwatch.group", "/g",
                "aws.account", "111122223333"));
    var event = Events.of("x".getBytes(StandardCharsets.UTF_8), origin, 3);
    assertThat(Rows.of("fields @timestamp, @ingestionTime, @logStream, @log, @ptr", List.of(event)))
        .containsExactly(
            "{\"@timestamp\":\"1970-01-01T00:00:01.000Z\","
                + "\"@ingestionTime\":\"1970-01-01T00:00:02.000Z\",\"@logStream\":\"s\","
                + "\"@log\":\"111122223333:/g\",\"@ptr\":\"stream 1#3\"}");
  }

  @Test
  void takesTheEventsOwnTime() throws Exception {
    assertThat(Rows.of("fields @timestamp", List.of(Events.of("{}").identified(1, 0, 0))))
        .containsExactly("{\"@timestamp\":\"1970-01-01T00:00:00.001Z\"}");
  }

  @Test
  void parsesInChains() throws Exception {
    assertThat(
            Rows.of(
                """
                parse @message "url=*" as url
                | parse url "/api/*/users/*" as apiVersion, userId
                | parse userId /(?<number>\\d+)(?<rest>[a-z]*)/
                | display apiVersion, userId, number, rest
                """,
                "GET url=/api/v1/users/42",
                "url=/index"))
        .containsExactly(
            "{\"apiVersion\":\"v1\",\"userId\":\"42\",\"number\":\"42\",\"rest\":\"\"}", "{}");
  }

  @Test
  void dedupLetsTheFirstThroughAndThoseWithoutAValue() throws Exception {
    assertThat(
            Rows.of(
                "fields a, b | dedup a, b",
                "{\"a\":1,\"b\":\"x\"}",
                "{\"a\":1,\"b\":\"y\"}",
                "{\"a\":\"1\",\"b\":\"x\"}",
                "{\"a\":1}",
                "{\"a\":1}"))
        .containsExactly(
            "{\"a\":1,\"b\":\"x\"}", "{\"a\":1,\"b\":\"y\"}", "{\"a\":1}", "{\"a\":1}");
  }

  @Test
  void anEventThatIsReadAgainIsNoDuplicateOfItself() throws Exception {
    var events = Events.lines("{\"a\":1}\n{\"a\":2}\n{\"a\":1}");
    try (var filter = Rows.filter(Rows.config("fields a | dedup a"))) {
      for (int round = 0; round < 3; round++) {
        var run = FilterRun.of(events, filter);
        assertThat(run.texts()).containsExactly("{\"a\":1}", "{\"a\":2}");
        assertThat(run.dropped()).containsExactly(Map.entry("duplicate", 1));
      }
    }
  }

  @Test
  void dedupForgetsAndCounts() throws Exception {
    var context = Cases.context();
    try (var filter =
        Cases.filter(
            new InsightsPlugin(), "query = \"fields a | dedup a\", dedup-keys = 2", context)) {
      var run =
          FilterRun.of(
              List.of("1", "2", "1", "3", "1", "2").stream()
                  .map(a -> Events.of("{\"a\":" + a + "}"))
                  .toList(),
              filter);
      assertThat(run.texts()).containsExactly("{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "{\"a\":2}");
      assertThat(context.counts()).containsExactly(Map.entry("forgotten-dedup-keys", 2L));
    }
  }

  @Test
  void limitLetsSoManyThroughAndCountsTheRest() throws Exception {
    try (var filter = Rows.filter(Rows.config("filter a > 1 | limit 2 | fields a"))) {
      var run =
          FilterRun.of(
              Events.lines("{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n{\"a\":4}\n{\"a\":5}"), filter);
      assertThat(run.texts()).containsExactly("{\"a\":2}", "{\"a\":3}");
      assertThat(run.dropped()).containsExactly(Map.entry("limit", 2), Map.entry("unmatched", 1));
    }
  }

  private static final String RULES =
      """
      rules {
        a { query = "filter x = 1 | fields x", severity = low, title = "A" }
        b { query = "filter x > 0 | fields y", severity = high, title = "B" }
        c { query = "filter x = 5 | fields x" }
      }
      """;

  @Test
  void everyRuleMakesARowWithItsOwnMark() throws Exception {
    try (var filter = Cases.filter(new InsightsPlugin(), RULES)) {
      var run = FilterRun.of(Events.lines("{\"x\":1,\"y\":2}\n{\"x\":0}"), filter);
      assertThat(run.texts()).containsExactly("{\"x\":1}", "{\"y\":2}");
      assertThat(run.out())
          .extracting(event -> Mark.of(event).orElseThrow())
          .extracting(Mark::rule, Mark::title)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("a", "A"),
              org.assertj.core.groups.Tuple.tuple("b", "B"));
      assertThat(run.dropped()).containsExactly(Map.entry("unmatched", 1));
    }
  }

  @Test
  void theEventItselfIsMarkedOnceAndTakesTheGravestRow() throws Exception {
    try (var filter =
        Cases.filter(new InsightsPlugin(), RULES + "emit = event, unmatched = pass")) {
      var run = FilterRun.of(Events.lines("{\"x\":1,\"y\":2}\n{\"x\":0}"), filter);
      assertThat(run.texts()).containsExactly("{\"x\":1,\"y\":2}", "{\"x\":0}");
      Event marked = run.out().getFirst();
      var mark = Mark.of(marked).orElseThrow();
      assertThat(mark.rule()).isEqualTo("b");
      assertThat(mark.rules()).containsExactly("a", "b");
      assertThat(marked.origin().attributes()).containsEntry("row", "{\"y\":2}");
      assertThat(Mark.of(run.out().getLast())).isEmpty();
    }
  }

  @Test
  void textIsCountedWhenFieldsWereAskedFor() throws Exception {
    var context = Cases.context();
    try (var filter =
        Cases.filter(
            new InsightsPlugin(), "query = \"filter a = 1 or @message like 'x'\"", context)) {
      var run = FilterRun.of(Events.lines("x\n{\"a\":1}\n{x\n[1]"), filter);
      assertThat(run.out()).hasSize(3);
      assertThat(context.counts()).containsExactly(Map.entry("text-events", 3L));
    }
  }
}
