package io.logboom.outputs.ses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.logboom.outputs.aws.QueryServer;
import io.logboom.outputs.mail.Received;
import io.logboom.outputs.message.Alerts;
import io.logboom.spi.Batch;
import io.logboom.spi.RejectedException;
import io.logboom.spi.RetryAfterException;
import io.logboom.testkit.Events;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SesOutputTest {
  private final Account account = new Account();

  SesOutputTest() throws IOException {}

  @AfterEach
  void stop() {
    account.close();
  }

  @Test
  void sendsAMailForAllWhoAreToGetIt() throws Exception {
    String options =
        "cc = [\"Ä <a@example.com>\"], bcc = [\"b@example.com\", \"a@example.com\"]\n"
            + "configuration-set = watch";
    try (var output = account.output(options)) {
      output.write(
          Batch.of(
              List.of(Alerts.of("{\"title\":\"T\",\"text\":\"plain\",\"html\":\"<b>bold</b>\"}"))));
    }
    assertThat(account.asked().getFirst())
        .containsEntry("Action", "SendRawEmail")
        .containsEntry("Source", "alerts@example.com")
        .containsEntry("Destinations.member.1", "soc@example.com")
        .containsEntry("Destinations.member.2", "a@example.com")
        .containsEntry("Destinations.member.3", "b@example.com")
        .doesNotContainKey("Destinations.member.4")
        .containsEntry("ConfigurationSetName", "watch");
    var mail = account.sent().getFirst();
    assertThat(mail.subject()).isEqualTo("T");
    assertThat(mail.header("Cc")).isEqualTo("=?UTF-8?B?w4Q=?= <a@example.com>");
    assertThat(mail.headers()).noneMatch(header -> header.startsWith("Bcc"));
    assertThat(mail.parts())
        .extracting(Received.Leaf::text)
        .containsExactly("plain", "<b>bold</b>");
  }

  @Test
  void sendsAgainOnlyWhatWasNotTaken() throws Exception {
    account.refuse = mail -> mail.text().equals("event 2");
    var batch = Batch.of(IntStream.range(0, 6).mapToObj(i -> Events.of("event " + i)).toList());
    try (var output = account.output("")) {
      account.fault = Account.Fault.TAKEN_BUT_HANGS_UP;
      assertThatThrownBy(() -> output.write(batch)).isInstanceOf(IOException.class);
      account.fault = Account.Fault.NONE;
      var thrown = catchThrowableOfType(RejectedException.class, () -> output.write(batch));
      assertThat(thrown.rejected()).hasSize(1);
      assertThat(thrown).hasMessage("SES refuses it: MessageRejected it holds a virus");
    }
    // The first one's answer was lost, so it comes again, and is known by its Message-ID.
    var twice = account.sent().stream().filter(mail -> mail.text().equals("event 0")).toList();
    assertThat(twice).hasSizeGreaterThan(1);
    assertThat(twice)
        .extracting(mail -> mail.header("Message-ID"))
        .containsOnly(twice.getFirst().header("Message-ID"));
    assertThat(account.sent())
        .extracting(Received::text)
        .contains("event 1", "event 3", "event 4", "event 5");
    assertThat(account.sent().stream().map(Received::text).filter(text -> !text.equals("event 0")))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | AccessDenied | no | allow ses:SendRawEmail",
        "400 | MessageRejected | Email address is not verified. | have the sender verified",
        "400 | MailFromDomainNotVerifiedException | no | have the sender verified",
        "400 | ConfigurationSetDoesNotExist | no | configuration-set names none",
        "400 | AccountSendingPausedException | no | paused",
        "400 | Throttling | Maximum sending rate exceeded. | mails a second",
        "500 | InternalFailure | no | server-error",
        "400 | SomethingNew | no | SomethingNew",
      })
  void losesNoEventToWhatSpeaksOfTheAccount(int status, String code, String said, String because)
      throws Exception {
    account.scripted = QueryServer.error(status, code, said);
    account.fault = Account.Fault.SCRIPTED;
    var batch = Batch.of(List.of(Events.of("a")));
    try (var output = account.output("")) {
      assertThatThrownBy(() -> output.write(batch))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(because);
      account.fault = Account.Fault.NONE;
      output.write(batch);
    }
    assertThat(account.sent()).hasSize(1);
  }

  @Test
  void waitsWhenTheQuotaOfADayIsUsedUp() throws Exception {
    account.scripted = QueryServer.error(400, "Throttling", "Daily message quota exceeded.");
    account.fault = Account.Fault.SCRIPTED;
    try (var output = account.output("")) {
      assertThatThrownBy(() -> output.write(Batch.of(List.of(Events.of("a")))))
          .isInstanceOf(RetryAfterException.class)
          .hasMessageContaining("in 24 hours");
    }
  }

  @Test
  void checksByAskingForTheQuota() throws Exception {
    try (var output = account.output("")) {
      output.check();
      account.scripted = QueryServer.error(403, "AccessDenied", "no");
      account.fault = Account.Fault.SCRIPTED;
      assertThatThrownBy(output::check)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("allow ses:GetSendQuota");
    }
  }
}
