package io.logboom.inputs.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.testkit.Running;
import io.logboom.testkit.ScriptedEmitter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each walk is by an input of its own, as after a restart. */
final class ChangesTest {
  @TempDir Path folder;
  private Trial trial;

  @BeforeEach
  void account() {
    trial = new Trial(folder);
    trial.setup.changesOnly = true;
    trial.iam.user("a", "").user("b", "").role("r", "{}", "").group("g", "a", "b");
  }

  @Test
  @DisplayName("only what has changed comes again, over restarts")
  void changes() throws Exception {
    assertThat(trial.names()).containsExactly("Group:g", "Role:r", "User:a", "User:b");
    assertThat(trial.names()).isEmpty();
    assertThat(trial.context.count("unchanged")).isEqualTo(4);
    trial.iam.user("b", "<Tags><member><Key>k</Key><Value>v</Value></member></Tags>");
    trial.iam.user("c", "").role("r", "{\"Version\":\"1\"}", "").group("g", "a");
    assertThat(trial.names()).containsExactly("Group:g", "Role:r", "User:b", "User:c");
    assertThat(trial.names()).isEmpty();
  }

  @Test
  @DisplayName("who is gone is said to be, once, with name, id and ARN")
  void deletions() throws Exception {
    trial.walk();
    trial.iam.users.remove("a");
    trial.iam.groups.remove("g");
    trial.walk();
    assertThat(trial.emitter.delivered())
        .containsExactlyInAnyOrder(
            "{\"Deleted\":{\"Path\":\"/team/\",\"UserName\":\"a\",\"UserId\":\"AIDA0000000000000061\",\"Arn\":\"arn:aws:iam::111122223333:user/team/a\",\"NoticedDate\":\"%1$s\"}}"
                .formatted(trial.context.clock().instant()),
            "{\"Deleted\":{\"Path\":\"/team/\",\"GroupName\":\"g\",\"GroupId\":\"AGPA0000000000000067\",\"Arn\":\"arn:aws:iam::111122223333:group/team/g\",\"NoticedDate\":\"%1$s\"}}"
                .formatted(trial.context.clock().instant()));
    assertThat(trial.made.getLast().origin().attributes()).containsEntry("iam.change", "deleted");
    assertThat(trial.names()).isEmpty();
    trial.iam.user("a", "");
    assertThat(trial.names()).containsExactly("User:a");
  }

  @Test
  @DisplayName("a list that is cut short deletes nobody, nor does one that is out of date")
  void lists() throws Exception {
    trial.walk();
    var first = new AtomicInteger();
    trial.iam.pageSize = 1;
    trial.iam.script =
        (action, _) ->
            action.equals("ListUsers") && first.incrementAndGet() == 2
                ? FakeIam.Fault.DENIED
                : FakeIam.Fault.NONE;
    trial.setup.kinds = List.of(Kind.USERS);
    trial.emitter = ScriptedEmitter.delivering();
    try (var running = Running.start(trial.input(), trial.emitter)) {
      running.join(Trial.PATIENCE);
      assertThat(running.failure()).isNotNull();
    }
    assertThat(trial.emitter.emitted()).isEmpty();
    trial.iam.script = (_, _) -> FakeIam.Fault.NONE;
    trial.iam.hidden = "b";
    assertThat(trial.names()).isEmpty();
    assertThat(trial.context.count("deleted")).isZero();
  }

  @Test
  @DisplayName("one deleted between list and reading is noted, and then said to be gone")
  void vanished() throws Exception {
    trial.walk();
    trial.iam.script =
        (action, about) ->
            action.equals("GetUser") && about.equals("a")
                ? FakeIam.Fault.MISSING
                : FakeIam.Fault.NONE;
    assertThat(trial.names()).containsExactly("Deleted User:a");
    assertThat(trial.context.count("vanished")).isEqualTo(1);
  }

  @Test
  @DisplayName("what was not delivered is no part of the snapshot")
  void undelivered() throws Exception {
    trial.emitter =
        new ScriptedEmitter(
            batch ->
                batch == 0
                    ? new ScriptedEmitter.Fate.Undelivered(java.time.Duration.ZERO)
                    : new ScriptedEmitter.Fate.Delivered(java.time.Duration.ZERO));
    try (var running = Running.start(trial.input(), trial.emitter)) {
      running.join(Trial.PATIENCE);
    }
    assertThat(trial.emitter.emitted()).as("the first one twice").hasSize(5);
    assertThat(trial.emitter.delivered()).hasSize(4).doesNotHaveDuplicates();
    assertThat(trial.names()).isEmpty();
  }

  @Test
  @DisplayName("pages of a group change one by one, and markers do not count")
  void pages() throws Exception {
    trial.setup.kinds = List.of(Kind.GROUPS);
    trial.iam.pageSize = 2;
    trial.iam.group("g", "a", "b", "c", "d", "e");
    assertThat(trial.walk()).hasSize(3);
    assertThat(trial.walk()).isEmpty();
    trial.iam.group("g", "a", "b", "c", "d", "f");
    assertThat(trial.walk()).singleElement().asString().contains("\"f\"");
    trial.iam.group("g", "a", "b", "c");
    assertThat(trial.walk()).singleElement().asString().contains("\"IsTruncated\":false");
    trial.iam.group("g", "a", "b", "c", "d", "f");
    assertThat(trial.walk()).hasSize(2);
  }

  @Test
  @DisplayName("a damaged snapshot is set aside, counted, and all comes again")
  void damaged() throws Exception {
    trial.walk();
    Path file = folder.resolve("users-" + FakeIam.ACCOUNT);
    byte[] good = Files.readAllBytes(file);
    for (int at : List.of(0, 7, 9, good.length / 2, good.length - 1)) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      Files.write(file, bad);
      assertThat(trial.names()).containsExactly("User:a", "User:b");
      assertThat(file.resolveSibling(file.getFileName() + ".damaged")).hasBinaryContent(bad);
      assertThat(trial.names()).isEmpty();
    }
    Files.write(file, "short".getBytes(StandardCharsets.UTF_8));
    assertThat(trial.names()).containsExactly("User:a", "User:b");
    assertThat(trial.context.count("snapshot-damaged")).isEqualTo(6);
  }
}
