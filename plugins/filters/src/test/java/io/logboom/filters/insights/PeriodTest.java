package io.logboom.filters.insights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PeriodTest {

  @Test
  void takesFloorAndCeilingOfTimes() {
    long time = Instant.parse("2026-05-20T13:18:31.250Z").toEpochMilli();
    assertThat(Times.print(period("5m").floor(time))).isEqualTo("2026-05-20T13:15:00.000Z");
    assertThat(Times.print(period("5m").ceil(time))).isEqualTo("2026-05-20T13:20:00.000Z");
    assertThat(Times.print(period("1h").ceil(period("1h").floor(time))))
        .isEqualTo("2026-05-20T13:00:00.000Z");
    assertThat(Times.print(period("1d").floor(time))).isEqualTo("2026-05-20T00:00:00.000Z");
    assertThat(Times.print(period("1w").floor(time))).isEqualTo("2026-05-18T00:00:00.000Z");
    assertThat(Times.print(period("1mo").floor(time))).isEqualTo("2026-05-01T00:00:00.000Z");
    assertThat(Times.print(period("1q").floor(time))).isEqualTo("2026-04-01T00:00:00.000Z");
    assertThat(Times.print(period("1y").ceil(time))).isEqualTo("2027-01-01T00:00:00.000Z");
    assertThat(Times.print(period("300s").floor(time))).isEqualTo("2026-05-20T13:15:00.000Z");
    assertThat(Times.print(period("1m").floor(-1))).isEqualTo("1969-12-31T23:59:00.000Z");
    assertThat(period("2mo").end(period("2mo").floor(time)))
        .isEqualTo(Instant.parse("2026-07-01T00:00:00Z").toEpochMilli());
  }

  private static Period period(String text) {
    var stats =
        (Command.Stats) Query.of("stats count(*) by bin(" + text + ")").commands().getFirst();
    return ((Expr.Span) ((Expr.Call) stats.by().getFirst().expr()).arguments().getFirst()).period();
  }
}
