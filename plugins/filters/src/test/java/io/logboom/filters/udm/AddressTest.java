package io.logboom.filters.udm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, IP",
    "0.0.0.0, IP",
    "255.255.255.255, IP",
    "256.0.0.1, OTHER",
    "192.0.2, OTHER",
    "192.0.2.7.1, OTHER",
    "192.0.2., OTHER",
    "192.0.02.7, OTHER",
    "1, OTHER",
    "2001:db8::7, IP",
    "::, IP",
    "::1, IP",
    "2001:db8::, IP",
    "2001:db8:1:2:3:4:5:6, IP",
    "2001:db8:1:2:3:4:5:6:7, OTHER",
    "2001:db8:1:2:3:4:5::6, OTHER",
    "2001:db8:1:2:3:4:5, OTHER",
    "::ffff:192.0.2.7, IP",
    "1:2:3:4:5:6:192.0.2.7, IP",
    "1:2:3:4:5:6:7:192.0.2.7, OTHER",
    "2001::db8::7, OTHER",
    ":1, OTHER",
    "1:, OTHER",
    "fe80::1%eth0, OTHER",
    "12345::, OTHER",
    "ec2.amazonaws.com, HOST",
    "a.b, HOST",
    "localhost, OTHER",
    "-a.b, OTHER",
    "a-.b, OTHER",
    "a..b, OTHER",
    "a.b., OTHER",
    "AWS Internal, OTHER",
    "'AWS Internal/7', OTHER",
    "'', OTHER",
    "\u00e9.example.com, OTHER"
  })
  void tells(String text, Address.Kind kind) {
    assertThat(kind(text)).isEqualTo(kind);
  }

  @Test
  void takesWhateverTheJdkWrites() throws UnknownHostException {
    long seed = Long.getLong("logboom.seed", 42);
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] address = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(address);
      var text = InetAddress.getByAddress(address).getHostAddress();
      assertThat(kind(text)).as(text).isEqualTo(Address.Kind.IP);
    }
  }

  private static Address.Kind kind(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Address.of(bytes, 0, bytes.length);
  }
}
