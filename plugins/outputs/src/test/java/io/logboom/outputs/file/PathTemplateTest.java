package io.logboom.outputs.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.core.event.JsonEvent;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import io.logboom.testkit.OutputContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PathTemplateTest {
  private static final Instant TIME = Instant.parse("2026-02-03T04:05:06Z");

  @ParameterizedTest
  @CsvSource({
    "/a/b/c.json, /a/b, c.json",
    "/c.json, /, c.json",
    "/a/%Y/%m/%d/%H-%M-%S-%j.json, /a, 2026/02/03/04-05-06-034.json",
    "/a/b-%Y.json.gz, /a, b-2026.json.gz",
    "/a/100%%/x, /a/100%, x",
    "/a/../b/./{region}, /b, eu-west-1",
    "/a/{region}/{user.name}.log, /a, eu-west-1/alice.log",
    "/a/{user.age}-{user.admin}, /a, 30-true",
    "/a/{user.gone}-{user.none}-{user}, /a, unknown-unknown-unknown",
    "/a/{@input}/{@aws.account}/{@gone}, /a, trail/111122223333/unknown",
    "/a/{@place}.json, /a, s3___bucket_key.json",
    "'/a/{\"dotted.name\"}', /a, dotted",
  })
  void resolves(String template, Path root, String expected) {
    var path = PathTemplate.of(template);
    assertThat(path.root()).isEqualTo(root);
    assertThat(path.resolve(event(), TIME, "unknown")).isEqualTo(expected);
    assertThat(path.shape().matcher(expected).matches()).isTrue();
  }

  private static Event event() {
    var origin =
        new Origin("trail", "s3://bucket/key", TIME, Map.of("aws.account", "111122223333"));
    return event(
        "{\"region\":\"eu-west-1\",\"dotted.name\":\"dotted\","
            + "\"user\":{\"name\":\"alice\",\"age\":30,\"admin\":true,\"none\":null}}",
        origin);
  }

  private static Event event(String text, Origin origin) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return JsonEvent.of(bytes, 0, bytes.length, origin, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/a/",
        "/a/%",
        "/a/%Q",
        "/a/{field",
        "/a/{}",
        "/a/{a..b}",
        "/a/%Y/../x",
        "/a/%Y//x",
        "/a/%Y/./x",
        "/a/x.open",
        "/a/{a}{b}{c}{d}{e}",
      })
  void refuses(String template) {
    assertThatThrownBy(() -> PathTemplate.of(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("null");
  }

  @ParameterizedTest
  @CsvSource({
    "/a/{region}, .., _.",
    "/a/{region}, ., _",
    "/a/.{region}, ./x, .__x",
    "/a/{region}, /etc/passwd, _etc_passwd",
    "/a/{region}, 'a\\u0000b', a_b",
    "/a/{region}, '', unknown",
    "/a/{region}, .open, _open",
    "/a/{region}, x.open, x.open_",
    "/a/{region}, 'grün ☃', gr_n__",
    "/a/{region}, '%Y{region}', _Y_region_",
  })
  void sanitises(String template, String value, String expected) {
    var event = event("{\"region\":\"" + value + "\"}", OutputContract.ORIGIN);
    assertThat(PathTemplate.of(template).resolve(event, TIME, "unknown")).isEqualTo(expected);
  }

  @Test
  void cutsLongValues() {
    var event = event("{\"region\":\"" + "x".repeat(5000) + "\"}", OutputContract.ORIGIN);
    assertThat(PathTemplate.of("/a/{region}").resolve(event, TIME, "unknown"))
        .isEqualTo("x".repeat(64));
  }

  @Test
  void takesEventsThatAreNotJson() {
    assertThat(
            PathTemplate.of("/a/{region}")
                .resolve(event("no json", OutputContract.ORIGIN), TIME, "unknown"))
        .isEqualTo("unknown");
  }

  @Test
  void nothingLeadsOutOfTheRoot() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var path = PathTemplate.of("/archive/{a}/x{b}/{a}{b}.json");
    String alphabet = "./\\~\0%{}a\n:*";
    for (int i = 0; i < 20_000; i++) {
      var value = new StringBuilder();
      for (int n = random.nextInt(8); n > 0; n--) {
        value.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String safe = PathTemplate.sanitise(value.toString());
      var event = event("{\"a\":\"" + safe + "\",\"b\":\"..\"}", OutputContract.ORIGIN);
      String name = path.resolve(event, TIME, "unknown");
      var resolved = path.root().resolve(name);
      assertThat(resolved.normalize()).as("seed %d", seed).isEqualTo(resolved);
      assertThat(resolved.startsWith("/archive")).as("seed %d", seed).isTrue();
      assertThat(resolved.getNameCount()).as("seed %d", seed).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 1970",
    "+292278994-08-17T07:12:55Z, 292278994",
    "-0001-01-01T00:00:00Z, 00-1"
  })
  void takesAnyTime(Instant time, String expected) {
    assertThat(PathTemplate.of("/a/%Y").resolve(event(), time, "unknown")).isEqualTo(expected);
  }
}
