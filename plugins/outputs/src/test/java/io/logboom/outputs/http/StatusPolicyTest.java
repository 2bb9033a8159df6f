package io.logboom.outputs.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.logboom.core.event.JsonEvent;
import io.logboom.spi.Batch;
import io.logboom.spi.Event;
import io.logboom.spi.Output;
import io.logboom.spi.Rejected;
import io.logboom.spi.RejectedException;
import io.logboom.spi.RetryAfterException;
import io.logboom.testkit.OutputContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class StatusPolicyTest {
  private Receiver receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = Receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private Options options() {
    return new Options(receiver.address());
  }

  private static Output output(Options options) throws IOException {
    return new HttpOutput(options.config(), HttpOutputContractTest.context());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void takesAnyTwoHundredForDelivered(int status) throws Exception {
    receiver.always(status);
    try (var output = output(options())) {
      output.write(batch("{}"));
    }
    assertThat(receiver.asked()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307, 407, 408, 425, 429, 500, 502, 503, 504, 599})
  void asksForAnotherTry(int status) throws Exception {
    receiver.always(status);
    try (var output = output(options())) {
      assertThatThrownBy(() -> output.write(batch("{}")))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(RetryAfterException.class)
          .hasMessageContaining("http://127.0.0.1:" + receiver.port() + " said " + status);
    }
    assertThat(receiver.asked()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 410, 422})
  void rejectsWhatIsRefused(int status) throws Exception {
    receiver.script(_ -> Receiver.Reply.of(status, "no\r\nway\0 " + "x".repeat(10_000)));
    try (var output = output(options())) {
      var thrown =
          catchThrowableOfType(RejectedException.class, () -> output.write(batch("{}", "[]")));
      assertThat(thrown.rejected())
          .hasSize(2)
          .extracting(Rejected::reason)
          .allSatisfy(
              reason ->
                  assertThat(reason)
                      .contains("said " + status + ": no way x")
                      .doesNotContainPattern("\\p{Cntrl}")
                      .hasSizeLessThan(300));
    }
  }

  @Test
  void obeysAnotherPolicy() throws Exception {
    try (var output = output(options().retryOn("401", "503"))) {
      receiver.always(401);
      assertThatThrownBy(() -> output.write(batch("{}"))).isInstanceOf(IOException.class);
      receiver.always(429);
      assertThatThrownBy(() -> output.write(batch("{}"))).isInstanceOf(RejectedException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "7, PT7S",
    "999999, PT5M",
    "'Sat, 21 Nov 2026 10:00:30 GMT', PT30S",
    "'Saturday, 21-Nov-26 10:01:00 GMT', PT1M",
    "'Sat Nov 21 10:00:10 2026', PT10S",
    "'Sat, 21 Nov 2026 09:00:00 GMT', PT0S",
  })
  void waitsAsLongAsTheServerAsks(String header, Duration expected) throws Exception {
    receiver.script(_ -> new Receiver.Reply(429, "Retry-After", header, ""));
    try (var output = output(options())) {
      var thrown = catchThrowableOfType(RetryAfterException.class, () -> output.write(batch("{}")));
      assertThat(thrown.after()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "1.5", "99999999999999999999", "Sat, 99 Nov 2026"})
  void ignoresARetryAfterThatIsNone(String header) throws Exception {
    receiver.script(_ -> new Receiver.Reply(503, "Retry-After", header, ""));
    try (var output = output(options())) {
      assertThatThrownBy(() -> output.write(batch("{}")))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(RetryAfterException.class);
    }
  }

  @Test
  void halvesWhatIsTooLargeDownToSingleEvents() throws Exception {
    receiver.script(
        asked ->
            Receiver.Reply.of(
                asked.body().lines().count() > 2 || asked.body().contains("huge") ? 413 : 200));
    var events = numbered(9);
    events.add(4, "{\"huge\":true}");
    try (var output = output(options())) {
      var thrown =
          catchThrowableOfType(
              RejectedException.class, () -> output.write(batch(events.toArray(String[]::new))));
      assertThat(thrown.rejected()).hasSize(1);
      assertThat(thrown.rejected().getFirst().reason()).contains("413");
    }
    assertThat(delivered()).containsExactlyElementsOf(numbered(9));
  }

  @Test
  void doesNotSendAgainWhatWasDeliveredBeforeAnotherHalfFailed() throws Exception {
    var refuse = new HashSet<String>(List.of("{\"n\":5}"));
    receiver.script(
        asked -> {
          if (asked.body().lines().count() > 2) {
            return Receiver.Reply.of(413);
          }
          return Receiver.Reply.of(asked.body().lines().anyMatch(refuse::contains) ? 503 : 200);
        });
    var batch = batch(numbered(8).toArray(String[]::new));
    try (var output = output(options())) {
      assertThatThrownBy(() -> output.write(batch)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> output.write(batch)).isInstanceOf(IOException.class);
      output.write(batch("{\"n\":100}"));
      refuse.clear();
      output.write(batch);
    }
    var expected = numbered(8);
    expected.add("{\"n\":100}");
    assertThat(delivered()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void namesOnlyTheEventsThatWereRefusedAlsoAfterAnotherTry() throws Exception {
    var later = new HashSet<String>(List.of("{\"n\":3}"));
    receiver.script(
        asked ->
            Receiver.Reply.of(
                asked.body().equals("{\"n\":1}") ? 400 : later.remove(asked.body()) ? 503 : 200));
    var batch = batch(numbered(5).toArray(String[]::new));
    try (var output = output(options().body(BodyFormat.EVENT))) {
      assertThatThrownBy(() -> output.write(batch)).isInstanceOf(IOException.class);
      var thrown = catchThrowableOfType(RejectedException.class, () -> output.write(batch));
      assertThat(thrown.rejected()).hasSize(1);
      assertThat(thrown.rejected().getFirst().event()).isSameAs(batch.events().get(1));
    }
    assertThat(receiver.asked()).as("six requests for five events").hasSize(6);
  }

  private static List<String> numbered(int count) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(i -> "{\"n\":" + i + "}").toList());
  }

  private List<String> delivered() {
    return receiver.taken().stream().flatMap(asked -> asked.body().lines()).toList();
  }

  private static Batch batch(String... texts) {
    return Batch.of(
        Stream.of(texts)
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .map(bytes -> JsonEvent.of(bytes, 0, bytes.length, OutputContract.ORIGIN, 0))
            .map(Event.class::cast)
            .toList());
  }
}
