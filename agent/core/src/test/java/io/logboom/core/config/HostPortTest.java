package io.logboom.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:9600, 127.0.0.1, 9600",
    "localhost:0, localhost, 0",
    "[::1]:65535, ::1, 65535",
    "0.0.0.0:80, 0.0.0.0, 80"
  })
  void reads(String text, String host, int port) {
    assertThat(HostPort.of(text)).isEqualTo(new HostPort(host, port)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9600", ":9600", "a:", "a:b", "a:65536", "::1:9600", "[::1]", "[a]:1", ""})
  void refuses(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostPort.of(text))
        .withMessageContaining("127.0.0.1:9600");
  }
}
