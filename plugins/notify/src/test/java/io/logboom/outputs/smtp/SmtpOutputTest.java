package io.logboom.outputs.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.logboom.spi.Batch;
import io.logboom.spi.RejectedException;
import io.logboom.testkit.Events;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SmtpOutputTest {
  private final Postbox postbox = new Postbox();

  SmtpOutputTest() throws IOException {}

  @AfterEach
  void stop() {
    postbox.close();
  }

  private static Batch batch(String... texts) {
    return Batch.of(List.of(texts).stream().map(Events::of).toList());
  }

  /** Says that at commands which begin with this. */
  private void say(String begin, String reply) {
    postbox.script =
        (command, _) -> command.startsWith(begin) ? Optional.of(reply) : Optional.empty();
  }

  private void sayNothing() {
    postbox.script = (_, _) -> Optional.empty();
  }

  @Test
  void sendsTheMailsOfABatchOverOneConnection() throws Exception {
    try (var output = postbox.output("hello = agent.example.com, bcc = [\"b@example.com\"]")) {
      output.write(batch("one", ".two\n.\n..three"));
    }
    assertThat(postbox.texts()).containsExactly("one", ".two\r\n.\r\n..three");
    assertThat(postbox.letters().getFirst().to())
        .containsExactly("soc@example.com", "b@example.com");
    assertThat(postbox.letters().getFirst().bytes()).doesNotContain("b@example.com");
    assertThat(postbox.said)
        .filteredOn(line -> line.startsWith("EHLO"))
        .containsExactly("EHLO agent.example.com");
    assertThat(postbox.said)
        .anyMatch(line -> line.matches("MAIL FROM:<alerts@example.com> SIZE=\\d+"));
    assertThat(postbox.context.count("connections")).isEqualTo(1);
  }

  @Test
  void aMailGoesAgainOnlyToThoseWhoHaveNotGotIt() throws Exception {
    String options = "cc = [\"full@example.com\", \"gone@example.com\"]";
    postbox.script =
        (command, _) -> {
          if (command.contains("<full@")) {
            return Optional.of("452 4.2.2 full");
          }
          return command.contains("<gone@")
              ? Optional.of("550 5.1.1 no such user")
              : Optional.empty();
        };
    var batch = batch("one", "two");
    try (var output = postbox.output(options)) {
      assertThatThrownBy(() -> output.write(batch))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("full@example.com: 452 4.2.2 full");
      say("RCPT TO:<full@", "552 5.2.2 full");
      assertThatThrownBy(() -> output.write(batch)).isInstanceOf(IOException.class);
      sayNothing();
      var thrown = catchThrowableOfType(RejectedException.class, () -> output.write(batch));
      assertThat(thrown.rejected()).hasSize(2);
      assertThat(thrown)
          .hasMessage("gone@example.com: 550 5.1.1 no such user; delivered to the other 2");
    }
    assertThat(postbox.letters())
        .extracting(Postbox.Letter::to)
        .containsExactly(
            List.of("soc@example.com"),
            List.of("soc@example.com"),
            List.of("full@example.com"),
            List.of("full@example.com"));
  }

  @Test
  void whatAllAreRefusedForIsRejected() throws Exception {
    say("RCPT", "550-no such user\r\n550 here");
    try (var output = postbox.output("")) {
      var thrown = catchThrowableOfType(RejectedException.class, () -> output.write(batch("one")));
      assertThat(thrown).hasMessage("550-no such user 550 here");
    }
    assertThat(postbox.letters()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ". | 554 5.7.1 spam | the server refuses it: 554 5.7.1 spam",
        "DATA | 554 no | the server refuses it: 554 no",
        "MAIL | 552 5.3.4 too large | the server refuses it: 552 5.3.4 too large",
        ". | 552 too large | the server refuses it: 552 too large",
      })
  void whatTheServerNeverTakesIsRejectedAndTheOthersAreSent(String at, String reply, String reason)
      throws Exception {
    postbox.script =
        new Postbox.Script() {
          private int number;

          @Override
          public Optional<String> of(String command, Postbox.Letter letter) {
            if (command.startsWith("MAIL")) {
              number++;
            }
            return number == 1 && command.startsWith(at) ? Optional.of(reply) : Optional.empty();
          }
        };
    try (var output = postbox.output("")) {
      var thrown =
          catchThrowableOfType(RejectedException.class, () -> output.write(batch("one", "two")));
      assertThat(thrown.rejected()).hasSize(1);
      assertThat(thrown).hasMessage(reason);
    }
    assertThat(postbox.texts()).containsExactly("two");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connect | 554 go away | 554",
        "connect | hang up | 127.0.0.1",
        "connect | silence | Read timed out",
        "MAIL | 550 5.7.1 not you | 550 5.7.1 not you",
        "MAIL | 530 sign in | 530 sign in",
        "MAIL | 451 later | 451 later",
        "RCPT | 450 greylisted | soc@example.com: 450 greylisted",
        "RCPT | 530 sign in | 530 sign in",
        "RCPT | hang up | 127.0.0.1",
        "DATA | 451 later | 451 later",
        ". | 451 later | 451 later",
        ". | hang up | 127.0.0.1",
        ". | silence | Read timed out",
        ". | 999 what | 999 what",
        ". | nonsense | 127.0.0.1",
      })
  void losesNothingToWhatMayPass(String at, String reply, String because) throws Exception {
    say(at, reply);
    var batch = batch("one");
    try (var output = postbox.output("request-timeout = 300ms")) {
      assertThatThrownBy(() -> output.write(batch))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(because);
      sayNothing();
      output.write(batch);
    }
    assertThat(postbox.texts()).containsExactly("one");
  }

  @Test
  void aMailWhoseAnswerIsLostComesAgainWithTheSameMessageId() throws Exception {
    say(".", Postbox.HANG_UP);
    postbox.forgetsAfterEnd = true;
    var batch = batch("one");
    try (var output = postbox.output("")) {
      assertThatThrownBy(() -> output.write(batch)).isInstanceOf(IOException.class);
      sayNothing();
      output.write(batch);
    }
    assertThat(postbox.letters()).hasSize(2);
    assertThat(
            postbox.letters().stream().map(letter -> letter.read().header("Message-ID")).distinct())
        .hasSize(1);
  }

  @Test
  void givesUpABatchForNowWhenAllIsPutOff() throws Exception {
    say("RCPT", "451 later");
    var batch = Batch.of(IntStream.range(0, 100).mapToObj(i -> Events.of("e" + i)).toList());
    try (var output = postbox.output("")) {
      assertThatThrownBy(() -> output.write(batch)).isInstanceOf(IOException.class);
    }
    assertThat(postbox.said).filteredOn(line -> line.startsWith("RCPT")).hasSize(3);
  }

  @Test
  void turnsDownWhatIsLargerThanTheServerTakes() throws Exception {
    postbox.extensions = "SIZE 1000";
    try (var output = postbox.output("")) {
      var thrown =
          catchThrowableOfType(
              RejectedException.class, () -> output.write(batch("x".repeat(2_000), "small")));
      assertThat(thrown)
          .hasMessageMatching("too large: the mail has 2,\\d+ bytes, and the server takes 1,000");
    }
    assertThat(postbox.texts()).containsExactly("small");
    postbox.extensions = "SIZE 0";
    try (var output = postbox.output("")) {
      output.write(batch("x".repeat(2_000)));
    }
  }

  @Test
  void signsInAndShowsThePasswordToNobodyElse() throws Exception {
    postbox.extensions = "AUTH LOGIN PLAIN CRAM-MD5";
    String options = "username = agent, password = s3cret";
    try (var output = postbox.output(options)) {
      output.write(batch("one"));
      assertThat(postbox.said).contains("AUTH PLAIN " + Postbox.plain("agent", "s3cret"));
      say("AUTH", "535 5.7.8 no: s3cret is wrong");
      assertThatThrownBy(() -> output.write(batch("two")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("535 5.7.8 no: <secret> is wrong")
          .hasMessageNotContaining("s3cret")
          .hasNoCause();
      postbox.extensions = "SIZE";
      assertThatThrownBy(() -> output.write(batch("three"))).isInstanceOf(IOException.class);
    }
    assertThat(postbox.texts()).containsExactly("one");
  }

  @Test
  void checksSenderAndRecipientsAndSendsNothing() throws Exception {
    try (var output = postbox.output("cc = [\"a@example.com\"]")) {
      output.check();
      assertThat(postbox.said)
          .containsSubsequence(
              "MAIL FROM:<alerts@example.com>",
              "RCPT TO:<soc@example.com>",
              "RCPT TO:<a@example.com>",
              "RSET");
      say("RCPT TO:<a@", "550 no such user");
      assertThatThrownBy(output::check)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("RCPT TO:<a@example.com>: 550 no such user");
    }
    assertThat(postbox.letters()).isEmpty();
  }
}
