package io.logboom.inputs.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CidrTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24,192.0.2.255,true",
    "192.0.2.0/24,192.0.3.0,false",
    "192.0.2.128/25,192.0.2.127,false",
    "192.0.2.128/25,192.0.2.128,true",
    "192.0.2.7,192.0.2.7,true",
    "192.0.2.7,192.0.2.8,false",
    "0.0.0.0/0,203.0.113.9,true",
    "0.0.0.0/0,2001:db8::1,false",
    "::/0,203.0.113.9,false",
    "2001:db8::/32,2001:db8:ffff::1,true",
    "2001:db8::/32,2001:db9::1,false",
    "2001:db8::7,2001:db8::7,true",
    "192.0.2.0/24,::ffff:192.0.2.9,true"
  })
  void contains(String range, String address, boolean contained) {
    assertThat(Cidr.of(range).contains(InetAddress.ofLiteral(address))).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/8",
        "192.0.2.0/",
        "192.0.2.0/33",
        "2001:db8::/129",
        "localhost",
        "x/8",
        "192.0.2.0/-1"
      })
  void refuses(String text) {
    assertThatThrownBy(() -> Cidr.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"");
  }

  @Test
  void saysWhatRangeMayHaveBeenMeant() {
    assertThatThrownBy(() -> Cidr.of("192.0.2.77/24")).hasMessageContaining("192.0.2.0/24");
  }

  @Test
  void agreesWithArithmetic() throws Exception {
    long seed = System.nanoTime();
    System.err.println("seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      byte[] one = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(one);
      one[0] = 0x20; // never an IPv4 address inside of an IPv6 one
      byte[] other = one.clone();
      int flipped = random.nextInt(8 * one.length);
      other[flipped / 8] ^= (byte) (0x80 >> (flipped % 8));
      int prefix = random.nextInt(8 * one.length + 1);
      var mask = BigInteger.ONE.shiftLeft(8 * one.length - prefix).subtract(BigInteger.ONE).not();
      byte[] first = new byte[one.length];
      byte[] masked = new BigInteger(1, one).and(mask).toByteArray();
      for (int k = 0; k < first.length && k < masked.length; k++) {
        first[first.length - 1 - k] = masked[masked.length - 1 - k];
      }
      var range = Cidr.of(InetAddress.getByAddress(first).getHostAddress() + "/" + prefix);
      assertThat(range.contains(InetAddress.getByAddress(one))).isTrue();
      assertThat(range.contains(InetAddress.getByAddress(other))).isEqualTo(flipped >= prefix);
      assertThat(Cidr.of(range.toString())).isEqualTo(range);
    }
  }

  @Test
  void anEmptyListAllowsEverybody() {
    var list = new AllowList(List.of());
    assertThat(list.allows(InetAddress.ofLiteral("203.0.113.1"))).isTrue();
    assertThat(list.allows(InetSocketAddress.createUnresolved("example.com", 1))).isTrue();
  }

  @Test
  void aListAllowsWhomItNames() {
    var list = new AllowList(List.of(Cidr.of("192.0.2.0/24"), Cidr.of("2001:db8::/32")));
    assertThat(list.allows(InetAddress.ofLiteral("192.0.2.1"))).isTrue();
    assertThat(list.allows(InetAddress.ofLiteral("2001:db8::1"))).isTrue();
    assertThat(list.allows(InetAddress.ofLiteral("198.51.100.1"))).isFalse();
    assertThat(list.allows(new InetSocketAddress("192.0.2.1", 5))).isTrue();
    assertThat(list.allows(InetSocketAddress.createUnresolved("example.com", 1))).isFalse();
  }
}
