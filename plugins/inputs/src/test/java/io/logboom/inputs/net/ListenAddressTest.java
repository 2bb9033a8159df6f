package io.logboom.inputs.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ListenAddressTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0:8080,0.0.0.0,8080",
    "localhost:0,localhost,0",
    "[::1]:6514,::1,6514",
    "[::]:65535,::,65535"
  })
  void parses(String text, String host, int port) {
    var address = ListenAddress.of(text);
    assertThat(address).isEqualTo(new ListenAddress(host, port));
    assertThat(address).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "8080", ":8080", "localhost", "localhost:", "localhost:65536", "localhost:-1",
        "localhost:http", "::1:8080", "[::1]", "[localhost]:1", "[]:1", " localhost:1", "a:b:1"
      })
  void refuses(String text) {
    assertThatThrownBy(() -> ListenAddress.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"")
        .hasMessageContaining("[::]:6514");
  }

  @Test
  void resolves() throws Exception {
    assertThat(ListenAddress.of("127.0.0.1:7").resolve().getPort()).isEqualTo(7);
    assertThatThrownBy(() -> ListenAddress.of("nowhere.invalid:7").resolve())
        .isInstanceOf(UnknownHostException.class);
  }
}
