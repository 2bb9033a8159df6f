package io.logboom.filters.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.filters.insights.Expr.Arithmetic;
import io.logboom.filters.insights.Expr.Comparison;
import io.logboom.filters.insights.Expr.Operator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

  @Test
  void readsStats() {
    var query =
        Query.of(
            """
            # what they did
            stats count(*) as calls, max(@duration) - min( @duration ), pct(f, 95.5), calls * 2 # here
              by bin(5m), userIdentity.`user.name` as who, datefloor(@timestamp, 1 hour), a + 1
            """);
    var stats = (Command.Stats) query.commands().getFirst();
    assertThat(stats.columns())
        .extracting(Column::name)
        .containsExactly("calls", "max(@duration) - min( @duration )", "pct(f, 95.5)", "calls * 2");
    assertThat(stats.columns().getFirst().expr())
        .isInstanceOfSatisfying(
            Expr.Aggregation.class,
            count -> {
              assertThat(count.aggregator()).isEqualTo(Aggregator.COUNT);
              assertThat(count.arguments()).isEmpty();
            });
    assertThat(stats.by())
        .extracting(Column::name)
        .containsExactly("bin(5m)", "who", "datefloor(@timestamp, 1 hour)", "a + 1");
    assertThat(stats.by().getFirst().expr())
        .isInstanceOfSatisfying(
            Expr.Call.class,
            bin -> {
              assertThat(bin.function()).isEqualTo(Function.BIN);
              assertThat(((Expr.Span) bin.arguments().getFirst()).period())
                  .isEqualTo(new Period(5, Period.Unit.MINUTE));
            });
    assertThat(((Expr.Field) stats.by().get(1).expr()).ways())
        .containsExactly(
            List.of("userIdentity", "user.name"), List.of("userIdentity", "user", "name"));
  }

  @Test
  void bindsAsArithmeticDoes() {
    var filter = (Command.Filter) Query.of("filter a-b*c^d^2 > -1").commands().getFirst();
    var comparison = (Comparison) filter.condition();
    var minus = (Arithmetic) comparison.left();
    assertThat(minus.operator()).isEqualTo(Operator.MINUS);
    var times = (Arithmetic) minus.right();
    assertThat(times.operator()).isEqualTo(Operator.TIMES);
    var power = (Arithmetic) times.right();
    assertThat(power.operator()).isEqualTo(Operator.POWER);
    assertThat(((Arithmetic) power.right()).operator()).isEqualTo(Operator.POWER);
  }

  @Test
  void andBindsMoreThanOrAndNotMoreThanAnd() {
    var filter = (Command.Filter) Query.of("filter not a and b or c").commands().getFirst();
    var or = (Expr.Or) filter.condition();
    var and = (Expr.And) or.any().getFirst();
    assertThat(and.all().getFirst()).isInstanceOf(Expr.Not.class);
  }

  @Test
  void takesBentQuotes() {
    var bent = "filter a = \u201cx\u201d and b in [\u2018y\u2019, \u201ez\u201c]";
    assertThat(Query.of(bent).commands().toString())
        .isEqualTo(Query.of("filter a = \"x\" and b in ['y', \"z\"]").commands().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FIELDS a | FILTER b LIKE /x\\/y/ | DISPLAY a AS c",
        "fields @timestamp, @message\n    # | filter @message like /delay/\n    | limit 20",
        "where a = 1",
        "fields a\u00a0as b",
        "parse \"* *\" as a, b",
        "parse @message /(?<a>x)(?P<b>y)/ | filter a[0].b = 1",
        "filter Type not in[300,400,-1,'x',true]",
        "stats count() by bin(30 s), bin(2weeks) as w, bin(1qtr) as q",
        "filter (range>3000 and accountId=123456789012)",
        "fields `foo-bar`, action, abs(f3-f4)"
      })
  void takes(String query) {
    assertThat(Query.of(query).commands()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "fields a | sort a ~ 11 ~ needs all events at once",
        "SOURCE x ~ 0 ~ needs data from elsewhere",
        "unmask(x) ~ 0 ~ nothing was masked",
        "field a ~ 0 ~ no command is \"field\"",
        "fields a, ~ 9 ~ expected a value, found the end",
        "fields a b ~ 9 ~ expected \"|\"",
        "fields a | ~ 10 ~ expected a command",
        "filter a == 1 ~ 10 ~ expected a value, found \"=\"",
        "filter a = 'x ~ 11 ~ without its closing quote",
        "filter a like /x ~ 14 ~ without its closing slash",
        "filter a like x ~ 14 ~ expected a text in quotes",
        "filter a like /(?=x)/ ~ 14 ~ not a regular expression of RE2",
        "filter a in (1) ~ 12 ~ expected \"[\"",
        "filter foo(a) ~ 7 ~ no function is called \"foo\"",
        "filter strlen() ~ 7 ~ strlen() takes 1 argument",
        "filter count(*) > 1 ~ 7 ~ goes into stats only",
        "stats sum(count(*)) ~ 10 ~ goes into stats only",
        "stats a by b ~ 6 ~ differs from event to event",
        "stats pct(a, b) ~ 6 ~ a number from 0 to 100",
        "stats count(*) by bin(5) ~ 22 ~ expected a period",
        "stats count(*) by bin(0m) ~ 22 ~ not a period",
        "filter a > 5m ~ 11 ~ a period goes into bin",
        "parse a '* *' as b ~ 8 ~ the pattern has 2 *, but 1 names",
        "parse a /(x)/ ~ 8 ~ needs named groups",
        "limit -1 ~ 6 ~ expected a whole number",
        "filter queryStartTime() > 1 ~ 7 ~ a stream has no beginning",
        "fields `` ~ 7 ~ an empty name",
        "fields ; ~ 7 ~ not a character of the language",
        "filter isIpInSubnet(a, 'x') ~ 23 ~ not a subnet"
      })
  void refuses(String query, int at, String because) {
    assertThatThrownBy(() -> Query.of(query))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining(because)
        .hasMessageContaining("\n  " + " ".repeat(at) + "^")
        .satisfies(e -> assertThat(((QueryException) e).at()).isEqualTo(at));
  }

  @Test
  void showsTheLine() {
    assertThatThrownBy(() -> Query.of("fields a\n\t| filter b = = c\n| limit 2"))
        .hasMessage(
            """
            expected a value, found "=" at line 2, character 15
               | filter b = = c
                            ^\
            """);
  }
}
