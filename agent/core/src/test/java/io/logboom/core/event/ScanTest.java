package io.logboom.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ScanTest {

  @Test
  void findsTheEndOfAValue() {
    assertThat(value("{\"a\":[1,\"x\",{}]} tail")).isEqualTo(16);
    assertThat(value("[] ")).isEqualTo(2);
    assertThat(value("12,")).isEqualTo(2);
  }

  @Test
  void saysWhenMoreBytesAreNeeded() {
    assertThat(value("{\"a\":")).isEqualTo(Scan.INCOMPLETE);
    assertThat(value("12")).isEqualTo(Scan.INCOMPLETE);
    assertThat(Scan.value("12".getBytes(StandardCharsets.UTF_8), 0, 2, true)).isEqualTo(2);
  }

  @Test
  void namesTheFirstOffendingByte() {
    assertThat(value("{\"a\" 1}")).isEqualTo(~5);
    assertThat(value("[1,]")).isEqualTo(~3);
  }

  private static int value(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return Scan.value(bytes, 0, bytes.length);
  }
}
