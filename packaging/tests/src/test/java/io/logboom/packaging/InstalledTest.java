package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a package puts below /etc and /usr/lib: its files agree with one another. */
class InstalledTest {
  /** What differs between the unit of the default instance and that of the others. */
  private static final Set<String> OWN =
      Set.of(
          "Description",
          "Environment",
          "EnvironmentFile",
          "ExecStart",
          "StateDirectory",
          "LogsDirectory",
          "WorkingDirectory");

  private static final Pattern DRAIN = Pattern.compile("(?m)^drain-timeout = (\\d+)s$");

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(Built.checkout().resolve("packaging/linux").resolve(file));
  }

  private static List<String> settings(String unit) throws IOException {
    return lines("systemd/" + unit).stream()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  private static List<String> values(String unit, String name) throws IOException {
    return settings(unit).stream()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1))
        .toList();
  }

  private static Stream<Path> environments() throws IOException {
    try (var files = Files.list(Built.checkout().resolve("conf/environments"))) {
      return files.sorted().toList().stream();
    }
  }

  @Test
  void theUnitOfInstancesIsThatOfTheDefaultOne() throws IOException {
    var instances = settings("logboom@.service");
    var one = settings("logboom.service");
    for (var all : List.of(instances, one)) {
      assertThat(all).allMatch(line -> line.startsWith("[") || line.contains("="));
    }
    assertThat(others(instances)).isEqualTo(others(one));
    for (var name : List.of("StateDirectory", "LogsDirectory", "WorkingDirectory")) {
      assertThat(values("logboom@.service", name).getFirst())
          .isEqualTo(values("logboom.service", name).getFirst() + "/%i");
    }
  }

  private static List<String> others(List<String> settings) {
    return settings.stream()
        .filter(line -> !OWN.contains(line.substring(0, Math.max(0, line.indexOf('=')))))
        .toList();
  }

  @Test
  void aBadConfigurationDoesNotRestart() throws IOException {
    assertThat(values("logboom.service", "Restart")).containsExactly("on-failure");
    assertThat(values("logboom.service", "RestartPreventExitStatus")).containsExactly("2");
  }

  @Test
  void systemdWaitsForTheDrain() throws IOException {
    int patience =
        Integer.parseInt(values("logboom.service", "TimeoutStopSec").getFirst().replace("s", ""));
    assertThat(patience).isGreaterThan(45);
    for (var file : environments().toList()) {
      var drain = DRAIN.matcher(Files.readString(file));
      if (drain.find()) {
        assertThat(patience)
            .as(file.toString())
            .isGreaterThan(15 + Integer.parseInt(drain.group(1)));
      }
    }
  }

  @Test
  void theEnvironmentFileNamesWhatConfigurationsAskFor() throws IOException {
    var named = new TreeSet<String>();
    for (var line : lines("logboom.env")) {
      assertThat(line).matches("|# .*|#[A-Z_]+=\\S+");
      if (line.matches("#[A-Z_]+=.*")) {
        named.add(line.substring(1, line.indexOf('=')));
      }
    }
    var wanted = new ArrayList<String>();
    for (var file : environments().toList()) {
      var name = Pattern.compile("\\$\\{([A-Z_]+)}").matcher(Files.readString(file));
      while (name.find()) {
        wanted.add(name.group(1));
      }
    }
    wanted.remove("CREDENTIALS_DIRECTORY");
    assertThat(wanted).contains("SIEM_URL");
    assertThat(named).containsAll(wanted).contains("LOGBOOM_CONF", "LOGBOOM_JAVA_OPTS");
  }
}
