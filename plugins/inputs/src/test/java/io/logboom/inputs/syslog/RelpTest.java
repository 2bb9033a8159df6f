package io.logboom.inputs.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.logboom.inputs.net.Transport;
import io.logboom.inputs.syslog.RelpPeer.Answer;
import io.logboom.testkit.ScriptedEmitter;
import java.io.EOFException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RELP against a peer that a test leads by the hand. */
@Timeout(60)
final class RelpTest {
  @TempDir private Path folder;

  @Test
  void answersOnlyWhatIsDelivered() throws Exception {
    var emitter = ScriptedEmitter.holding();
    try (var trial = trial(emitter);
        var peer = new RelpPeer(trial.connect())) {
      var opened = peer.open();
      assertThat(opened.number()).isEqualTo(1);
      assertThat(opened.data())
          .startsWith("200 OK\nrelp_version=0\n")
          .contains("\ncommands=syslog");
      for (int number = 2; number <= 4; number++) {
        peer.send(number, "syslog", "<13>Oct  7 03:04:05 web01 app: line\nnumber " + number);
      }
      assertThat(trial.events(3)).allMatch(event -> event.contains("line\\nnumber"));
      assertThatThrownBy(() -> silent(peer)).isInstanceOf(java.net.SocketTimeoutException.class);
      emitter.deliver();
      await()
          .until(
              () -> {
                emitter.deliver();
                return emitter.delivered().size() == 3;
              });
      for (int number = 2; number <= 4; number++) {
        assertThat(peer.answer()).isEqualTo(new Answer(number, "rsp", "200 OK"));
      }
    }
  }

  private static void silent(RelpPeer peer) throws Exception {
    peer.patience(Duration.ofMillis(500));
    try {
      var _ = peer.answer();
    } finally {
      peer.patience(Duration.ofSeconds(15));
    }
  }

  @Test
  void closesTheSessionForWhatIsNot() throws Exception {
    var emitter = ScriptedEmitter.holding();
    try (var trial = trial(emitter);
        var peer = new RelpPeer(trial.connect())) {
      peer.open();
      peer.send(2, "syslog", "<13>app: text");
      trial.events(1);
      emitter.fail();
      assertThatThrownBy(peer::answer).isInstanceOf(EOFException.class);
      trial.counted("relp-undelivered", 1);
      trial.stop();
      assertThat(trial.running().failure()).as("it is sent again, so nothing is lost").isNull();
    }
  }

  @Test
  void takesLeaveWhenAllIsAnswered() throws Exception {
    try (var trial = trial(ScriptedEmitter.delivering());
        var peer = new RelpPeer(trial.connect())) {
      peer.open();
      peer.send(2, "syslog", "<13>app: text");
      peer.send(3, "close", "");
      assertThat(peer.answer()).isEqualTo(new Answer(2, "rsp", "200 OK"));
      assertThat(peer.answer()).isEqualTo(new Answer(3, "rsp", ""));
      assertThat(peer.answer()).isEqualTo(new Answer(0, "serverclose", ""));
      assertThat(peer.isOver()).isTrue();
    }
  }

  @Test
  void saysWhenItStops() throws Exception {
    var emitter = ScriptedEmitter.holding();
    try (var trial = trial(emitter);
        var peer = new RelpPeer(trial.connect())) {
      peer.open();
      peer.send(2, "syslog", "<13>app: text");
      trial.events(1);
      trial.running().interrupt();
      await().during(Duration.ofMillis(300)).until(() -> !trial.running().ended());
      emitter.deliver();
      assertThat(peer.answer()).isEqualTo(new Answer(2, "rsp", "200 OK"));
      assertThat(peer.answer()).isEqualTo(new Answer(0, "serverclose", ""));
      assertThat(peer.isOver()).isTrue();
      trial.running().join(Duration.ofSeconds(10));
    }
  }

  @Test
  void refusesOtherCommands() throws Exception {
    try (var trial = trial(ScriptedEmitter.delivering());
        var peer = new RelpPeer(trial.connect())) {
      peer.open();
      peer.send(2, "starttls", "");
      assertThat(peer.answer().data()).startsWith("500 ");
      peer.send(3, "syslog", "<13>app: text");
      assertThat(peer.answer()).isEqualTo(new Answer(3, "rsp", "200 OK"));
    }
  }

  @Test
  void cutsWhatIsTooLongAndAnswersIt() throws Exception {
    try (var trial = trial(ScriptedEmitter.delivering());
        var peer = new RelpPeer(trial.connect())) {
      peer.open();
      peer.send(2, "syslog", "<13>app: " + "x".repeat(1000));
      assertThat(peer.answer()).isEqualTo(new Answer(2, "rsp", "200 OK"));
      assertThat(trial.events(1).getFirst()).contains("x\",\"truncated\":true");
      peer.send(3, "syslog", "");
      assertThat(peer.answer()).isEqualTo(new Answer(3, "rsp", "200 OK"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2 syslog 3 abcd\n",
        "2 syslog x abc\n",
        "2 syslog 9999999999 abc\n",
        "GET / HTTP/1.1\r\n",
        "\n",
        "a-head-that-goes-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on",
        "2 syslog 3\n"
      })
  void hangsUpOnWhatIsNoFrame(String bytes) throws Exception {
    try (var trial = trial(ScriptedEmitter.delivering());
        var peer = new RelpPeer(trial.connect())) {
      peer.open();
      peer.raw(bytes);
      assertThat(peer.isOver()).isTrue();
      trial.counted("relp-failures", 1);
      assertThat(trial.emitter().emitted()).isEmpty();
    }
  }

  @Test
  void hangsUpOnMessagesBeforeTheSessionIsOpen() throws Exception {
    try (var trial = trial(ScriptedEmitter.delivering());
        var peer = new RelpPeer(trial.connect())) {
      peer.send(1, "syslog", "<13>app: text");
      assertThat(peer.isOver()).isTrue();
    }
    try (var trial = trial(ScriptedEmitter.delivering());
        var peer = new RelpPeer(trial.connect())) {
      peer.send(1, "open", "relp_version=7\ncommands=syslog");
      assertThat(peer.answer().data()).startsWith("500 ");
      assertThat(peer.isOver()).isTrue();
    }
  }

  private Trial trial(ScriptedEmitter emitter) throws Exception {
    return new Trial(
        Transport.best(), emitter, folder, Trial.listen(Protocol.RELP) + "max-message-size = 500B");
  }
}
