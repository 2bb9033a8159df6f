package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code logboom try} as people type it, and the rules of the watch over their samples. */
class TryIT {
  private static final String ROOT = "{ $.userIdentity.type = \"Root\" }";
  private static final Path SAMPLES = Built.distribution().resolve("conf/samples");
  private static final Path RULES = Built.distribution().resolve("conf/examples/rules");

  @TempDir Path folder;

  private static Command tried(String... arguments) throws Exception {
    var all = new ArrayList<>(List.of("try"));
    all.addAll(List.of(arguments));
    return Command.run(all);
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  /** Matching events as they are, one a line, from documents, JSON lines and lines. */
  @Test
  void readsWhateverFilesHold() throws Exception {
    byte[] lines =
        """
        {"userIdentity": {"type": "Root"},  "n": 1.50}
        {"userIdentity":{"type":"IAMUser"},"n":2}
        """
            .getBytes(StandardCharsets.UTF_8);
    write("a.jsonl", lines);
    write("b.jsonl.gz", gzip(lines));
    write("c.jsonl.zst", Zstd.compress(lines));
    var command = tried("--pattern", ROOT, folder + "/{a,b}.*", folder.resolve("c.jsonl.zst") + "");
    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out())
        .hasSize(3)
        .containsOnly("{\"userIdentity\": {\"type\": \"Root\"},  \"n\": 1.50}");
    assertThat(command.err())
        .contains("logboom: 6 events, ", "3 files")
        .containsPattern("filter +--pattern \\{ \\$.userIdentity.type = \"Root\" } +6 in, 3 out");

    var document = tried("--pattern", ROOT, SAMPLES.resolve("iam-watch.json").toString());
    assertThat(document.out()).hasSize(2).allMatch(line -> line.startsWith("{\"eventVersion\":"));
    assertThat(names(document)).containsExactlyInAnyOrder("StopLogging", "RotateKey");

    var text =
        write(
            "plain.log",
            "first ERROR\nsecond\n\tthird  ERROR \r\n".getBytes(StandardCharsets.UTF_8));
    var plain = tried("--pattern", "ERROR", text.toString());
    assertThat(plain.out()).containsExactly("first ERROR", "\tthird  ERROR ");
  }

  @Test
  void readsStandardInputAndPrintsRows() throws Exception {
    var command =
        Command.run(
            SAMPLES.resolve("iam-watch.json"),
            List.of(
                "try",
                "--query",
                "filter eventName = \"CreateUser\" | fields requestParameters.userName as"
                    + " created"));
    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out()).hasSize(1);
    assertThat(JsonMapper.shared().readTree(command.out().getFirst()).get("created").asString())
        .isEqualTo("ana");
  }

  /** Rows of Snare out of what a pattern and a condition leave, in the order typed. */
  @Test
  void chainsWhatIsTyped() throws Exception {
    String sample = SAMPLES.resolve("iam-watch.json").toString();
    var command =
        tried(
            "--filter", "type = cloudtrail", "--pattern", ROOT, "--filter", "type = snare", sample);
    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out())
        .hasSize(2)
        .allMatch(row -> row.startsWith("{\"DATE\":\"2026-11-05\","));
    var turned =
        tried(
            "--filter", "type = cloudtrail", "--filter", "type = snare", "--pattern", ROOT, sample);
    assertThat(turned.code()).isZero();
    assertThat(turned.out()).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithAPatternAQueryAFilter() throws Exception {
    for (var wrong :
        List.of(
            List.of("--pattern", "{ ($.eventName = \"ConsoleLogin\" }"),
            List.of("--query", "filter eventName = = 1"),
            List.of("--filter", "type = snare, fromat = csv"),
            List.of("--filter", "type = pattern, pattern = \"{ $.a == 1 }\""))) {
      var command = tried(wrong.getFirst(), wrong.getLast(), "nothing-reads-this");
      assertThat(command.code()).as(command.err()).isEqualTo(2);
      assertThat(command.out()).isEmpty();
      assertThat(command.err())
          .startsWith(wrong.getFirst() + ": ")
          .doesNotContain("\tat ", "Exception", "pipelines");
    }
    var caret = tried("--pattern", "{ ($.eventName = \"ConsoleLogin\" }");
    assertThat(caret.err()).contains("{ ($.eventName = \"ConsoleLogin\" }").contains("^");
  }

  @Test
  void namesWhatCannotBeRead() throws Exception {
    var gone = tried("--pattern", "x", folder.resolve("gone.json").toString());
    assertThat(gone.code()).isEqualTo(1);
    assertThat(gone.err()).contains("there is no file " + folder.resolve("gone.json"));
    var directory = tried("--pattern", "x", folder.toString());
    assertThat(directory.code()).isEqualTo(1);
    assertThat(directory.err()).contains(folder + " is a folder; write " + folder.resolve("*"));
  }

  @Test
  void tellsWhereDeadLettersAre() throws Exception {
    byte[] whole = gzip("{\"a\":1}\n".repeat(100).getBytes(StandardCharsets.UTF_8));
    var cut = write("cut.gz", Arrays.copyOf(whole, whole.length - 4));
    var broken =
        write(
            "broken.json",
            "{\"Records\":[{\"a\":1},{\"a\":},{\"a\":1}]}".getBytes(StandardCharsets.UTF_8));
    var command = tried("--pattern", "{ $.a = 1 }", cut.toString(), broken.toString());
    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out()).hasSize(102);
    assertThat(command.err())
        .contains("logboom: " + cut + ": ")
        .contains("logboom: " + broken + "#2: ")
        .contains("dead letters: 2 (told above)");
  }

  /** {@code logboom try ... | head -1}. */
  @Test
  void endsQuietlyWhenNobodyReadsOn() throws Exception {
    var many = write("many.json", "{\"a\":1}\n".repeat(300_000).getBytes(StandardCharsets.UTF_8));
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Path err = folder.resolve("err");
    var process =
        Command.start(
                Files.createDirectory(folder.resolve("work")),
                temporary,
                List.of(
                    "try",
                    "--filter",
                    "type = pattern, pattern = \"{ $.a = 1 }\"",
                    many.toString()))
            .redirectError(err.toFile())
            .start();
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("{\"a\":1}");
    }
    assertThat(process.waitFor()).as(Files.readString(err)).isZero();
    assertThat(Files.readString(err)).doesNotContain("ERROR", "WARN", "Exception");
  }

  /** Each rule of the watch finds its samples and no others. */
  @Test
  void theWatchFindsWhatItIsThere() throws Exception {
    var command = watched("");
    assertThat(command.code()).as(command.err()).isZero();
    var found = new TreeMap<String, String>();
    for (var alert : alerts(command)) {
      var record = alert.get("record");
      var rules = new TreeSet<String>();
      alert.get("rules").valueStream().forEach(rule -> rules.add(rule.asString()));
      found.put(
          record.get("eventID").asString().substring(9, 13)
              + " "
              + record.get("eventName").asString(),
          alert.get("severity").asString() + " " + rules);
      assertThat(alert.get("title").asString()).isNotBlank().doesNotContain("{{");
    }
    assertThat(found)
        .isEqualTo(
            new TreeMap<>(
                Map.ofEntries(
                    Map.entry("0001 ListUsers", "info [iam]"),
                    Map.entry("0002 CreateUser", "high " + of("create-user")),
                    Map.entry("0003 DeleteUser", "high " + of("delete-user")),
                    Map.entry("0004 AddUserToGroup", "high [add-user-to-group, iam, iam-changes]"),
                    Map.entry("0005 RemoveUserFromGroup", "medium " + of("remove-user-from-group")),
                    Map.entry(
                        "0006 PutUserPermissionsBoundary",
                        "high [iam, iam-changes, put-user-permissions-boundary]"),
                    Map.entry(
                        "0007 DeleteUserPermissionsBoundary",
                        "critical " + of("delete-user-permissions-boundary")),
                    Map.entry("0008 PutUserPolicy", "high " + of("put-user-policy")),
                    Map.entry("0009 DetachUserPolicy", "medium " + of("detach-user-policy")),
                    Map.entry("0010 SwitchRole", "medium [switch-role]"),
                    Map.entry("0011 ConsoleLogin", "high [console-login-without-mfa]"),
                    Map.entry("0013 ConsoleLogin", "medium [failed-login]"),
                    Map.entry("0014 StopLogging", "critical [root-use]"),
                    Map.entry("0017 ChangePassword", "low [iam, iam-changes]"),
                    Map.entry(
                        "0018 UpdateAssumeRolePolicy",
                        "medium [authorization-changes, iam, iam-changes]"))));
  }

  private static String of(String rule) {
    return new TreeSet<>(List.of("authorization-changes", "iam", "iam-changes", rule)).toString();
  }

  /** One rule said otherwise behind the include, another one left out. */
  @Test
  void aRuleOfTheWatchCanBeOverruled() throws Exception {
    var command = watched("root-use.severity = low, failed-login = null");
    var rules = new TreeMap<String, String>();
    for (var alert : alerts(command)) {
      rules.put(alert.get("rule").asString(), alert.get("severity").asString());
    }
    assertThat(rules).containsEntry("root-use", "low").doesNotContainKey("failed-login");
  }

  private static Command watched(String overruled) throws Exception {
    return tried(
        "--filter",
        """
        type = insights, unmatched = pass, emit = event
        rules { include "%s" }
        """
            .formatted(RULES.resolve("iam-queries.conf")),
        "--filter",
        """
        type = pattern, unmatched = pass
        rules { include "%s", %s }
        """
            .formatted(RULES.resolve("iam-patterns.conf"), overruled),
        "--filter",
        "type = alert, unmarked = drop",
        SAMPLES.resolve("iam-watch.json").toString());
  }

  private static List<JsonNode> alerts(Command command) {
    return command.out().stream().map(line -> JsonMapper.shared().readTree(line)).toList();
  }

  private static List<String> names(Command command) {
    return alerts(command).stream().map(event -> event.get("eventName").asString()).toList();
  }
}
