package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.core.config.AgentConfig;
import io.logboom.core.config.ConfigReader;
import io.logboom.core.config.InvalidConfigException;
import io.logboom.core.config.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The configurations in manifests, chart and compose file: with the files and variables that a
 * container gets they bind. {@code packaging/checks/kubernetes.sh} does the same with what Helm and
 * kustomize make of them; here nothing but Java is needed.
 */
class DeploymentsTest {
  private static final Path PACKAGING = Built.checkout().resolve("packaging");
  private static final Path AGENTS = PACKAGING.resolve("kubernetes/standalone");
  private static final Path SIDECAR = PACKAGING.resolve("kubernetes/sidecar");
  private static final Path CHART = PACKAGING.resolve("kubernetes/chart");
  private static final Path COMPOSE = PACKAGING.resolve("compose");
  private static final List<String> ENVIRONMENTS = List.of("dev", "staging", "prod");

  /** What a sidecar does. */
  private static final List<String> WAYS = List.of("tail", "listen");

  /**
   * {@code NAME=value} of kustomize, {@code NAME: value} of Helm and Compose, and a container's.
   */
  private static final Pattern VARIABLE =
      Pattern.compile("(?m)^ +(?:- \\{ name: )?(?:- )?([A-Z][A-Z_]+)(?:=|: |, value: )([^\\s}]+)");

  private static final Pattern GRACE =
      Pattern.compile("(?m)^ *(?:terminationGracePeriodSeconds|stop_grace_period): (\\d+)s?$");

  @TempDir private Path folder;

  /**
   * What an agent is started with.
   *
   * @param files by the name they have in the container; those that are included, too
   * @param run the names of those that the command gets
   * @param manifests where its variables are, and how long it may take to end
   */
  private record Case(
      String name, Map<String, Path> files, List<String> run, List<Path> manifests) {}

  @TestFactory
  Stream<DynamicTest> everyConfigurationBinds() {
    return cases().stream()
        .map(started -> DynamicTest.dynamicTest(started.name(), () -> binds(started)));
  }

  private void binds(Case started) throws Exception {
    Path place = Files.createDirectory(folder.resolve(started.name()));
    for (Map.Entry<String, Path> file : started.files().entrySet()) {
      Files.copy(file.getValue(), place.resolve(file.getKey()));
    }
    var text = new StringBuilder();
    for (Path manifest : started.manifests()) {
      text.append(Files.readString(manifest));
    }
    Map<String, String> variables = variables(text.toString());
    if (variables.containsKey("CREDENTIALS_DIRECTORY")) {
      Files.writeString(place.resolve("siem-token"), "example\n");
      variables.put("CREDENTIALS_DIRECTORY", place.toString());
    }
    AgentConfig config = read(started.run().stream().map(place::resolve).toList(), variables);
    assertThat(config.pipelines())
        .hasSize(1)
        .allMatch(pipeline -> !pipeline.inputs().isEmpty() && !pipeline.outputs().isEmpty());
    assertThat(config.drainTimeout()).isLessThan(grace(text.toString()));
  }

  private static AgentConfig read(List<Path> files, Map<String, String> variables) {
    try {
      return new ConfigReader(Plugins.installed(), variables).read(files);
    } catch (InvalidConfigException e) {
      throw new AssertionError(e.problems().toString(), e);
    }
  }

  /** As chart and overlays have them; the last one of a name counts. */
  private static Map<String, String> variables(String manifests) {
    var variables = new HashMap<String, String>();
    Matcher found = VARIABLE.matcher(manifests);
    while (found.find()) {
      variables.put(found.group(1), found.group(2));
    }
    return variables;
  }

  private static Duration grace(String manifests) {
    Matcher found = GRACE.matcher(manifests);
    assertThat(found.find()).as("how long it may take to end").isTrue();
    return Duration.ofSeconds(Long.parseLong(found.group(1)));
  }

  private static List<Case> cases() {
    var cases = new ArrayList<Case>();
    Path kubernetes = AGENTS.resolve("base/conf/kubernetes.conf");
    for (String environment : ENVIRONMENTS) {
      Path overlay = AGENTS.resolve("overlays/" + environment);
      var manifests = new ArrayList<Path>();
      manifests.add(AGENTS.resolve("base/statefulset.yaml"));
      manifests.add(AGENTS.resolve("base/kustomization.yaml"));
      manifests.add(overlay.resolve("kustomization.yaml"));
      addIfThere(manifests, overlay.resolve("agents.yaml"));
      cases.add(
          new Case(
              "agents-" + environment,
              Map.of(
                  "base.conf",
                  AGENTS.resolve("base/conf/base.conf"),
                  "environment.conf",
                  overlay.resolve("conf/" + environment + ".conf"),
                  "kubernetes.conf",
                  kubernetes),
              List.of("environment.conf", "kubernetes.conf"),
              manifests));
      for (String source : WAYS) {
        cases.add(sidecar(environment, source));
      }
    }
    for (String agent : List.of("agent", "siem")) {
      String name = agent + ".conf";
      cases.add(
          new Case(
              "compose-" + agent,
              Map.of(name, COMPOSE.resolve(name)),
              List.of(name),
              List.of(COMPOSE.resolve("compose.yaml"))));
    }
    return cases;
  }

  private static Case sidecar(String environment, String source) {
    Path component = SIDECAR.resolve("components/" + source);
    Path overlay = SIDECAR.resolve("overlays/" + environment);
    var manifests = new ArrayList<Path>();
    manifests.add(component.resolve("agent.yaml"));
    manifests.add(overlay.resolve("kustomization.yaml"));
    addIfThere(manifests, overlay.resolve("secret.yaml"));
    return new Case(
        "sidecar-" + source + "-" + environment,
        Map.of(
            "sidecar.conf",
            component.resolve("conf/sidecar.conf"),
            "environment.conf",
            overlay.resolve("conf/environment.conf"),
            "kubernetes.conf",
            component.resolve("conf/kubernetes.conf")),
        List.of("sidecar.conf", "environment.conf", "kubernetes.conf"),
        manifests);
  }

  private static void addIfThere(List<Path> manifests, Path manifest) {
    if (Files.exists(manifest)) {
      manifests.add(manifest);
    }
  }

  /** The chart's own values name what the chart's files need. */
  @TestFactory
  Stream<DynamicTest> everyEnvironmentOfTheChartBinds() {
    return ENVIRONMENTS.stream()
        .map(
            environment ->
                new Case(
                    "chart-" + environment,
                    Map.of(
                        "base.conf",
                        CHART.resolve("files/environments/base.conf"),
                        environment + ".conf",
                        CHART.resolve("files/environments/" + environment + ".conf"),
                        "kubernetes.conf",
                        CHART.resolve("files/kubernetes.conf")),
                    List.of(environment + ".conf", "kubernetes.conf"),
                    List.of(
                        CHART.resolve("values.yaml"),
                        CHART.resolve("values-" + environment + ".yaml"))))
        .map(
            started ->
                DynamicTest.dynamicTest(
                    started.name(),
                    () -> {
                      String values = Files.readString(started.manifests().getLast());
                      Path secrets = Files.createDirectory(folder.resolve("s" + started.name()));
                      Path variables =
                          Files.writeString(
                              secrets.resolve("variables"),
                              "  LOGBOOM_DATA_DIR: /var/lib/logboom\n"
                                  + (values.contains("secret:")
                                      ? "  CREDENTIALS_DIRECTORY: /etc/logboom-secrets\n"
                                      : ""));
                      var manifests = new ArrayList<>(started.manifests());
                      manifests.add(variables);
                      binds(new Case(started.name(), started.files(), started.run(), manifests));
                    }));
  }

  /** What is deployed is what is built: a tag knows no capitals. */
  @Test
  void imagesAreOfThisVersion() throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>logboom</artifactId>\\s+<version>(.*?)</version>")
            .matcher(Files.readString(Built.checkout().resolve("pom.xml")));
    assertThat(version.find()).isTrue();
    String tag = version.group(1).toLowerCase(Locale.ROOT);
    var named =
        Pattern.compile("(?:appVersion: |/logboom\n +newTag: |LOGBOOM_IMAGE:-logboom:)([^\\s}]+)");
    var tags = new TreeSet<String>();
    var files =
        new ArrayList<>(List.of(CHART.resolve("Chart.yaml"), COMPOSE.resolve("compose.yaml")));
    for (String environment : ENVIRONMENTS) {
      for (Path kind : List.of(AGENTS, SIDECAR)) {
        files.add(kind.resolve("overlays/" + environment + "/kustomization.yaml"));
      }
    }
    for (Path file : files) {
      var found = named.matcher(Files.readString(file)).results().toList();
      assertThat(found).as(file.toString()).hasSize(1);
      tags.add(found.getFirst().group(1));
    }
    assertThat(tags).containsExactly(tag);
  }

  /**
   * Kustomize and Helm read no files outside of their folders, so these have copies. {@code
   * -Dlogboom.docs=update} makes them anew.
   */
  @Test
  void copiesAreWhatTheyAreCopiesOf() throws IOException {
    for (Map.Entry<Path, Path> copy : copies().entrySet()) {
      if ("update".equals(System.getProperty("logboom.docs"))) {
        Files.write(copy.getKey(), Files.readAllBytes(copy.getValue()));
      }
      assertThat(copy.getKey())
          .as("run the test with -Dlogboom.docs=update")
          .hasSameBinaryContentAs(copy.getValue());
    }
  }

  private static Map<Path, Path> copies() throws IOException {
    var copies = new HashMap<Path, Path>();
    Path environments = Built.checkout().resolve("conf/environments");
    copies.put(AGENTS.resolve("base/conf/base.conf"), environments.resolve("base.conf"));
    for (String environment : ENVIRONMENTS) {
      String name = environment + ".conf";
      copies.put(
          AGENTS.resolve("overlays/" + environment + "/conf/" + name), environments.resolve(name));
      copies.put(
          CHART.resolve("files/sidecar/" + name),
          SIDECAR.resolve("overlays/" + environment + "/conf/environment.conf"));
    }
    try (Stream<Path> files = Files.list(environments)) {
      files.forEach(
          file -> copies.put(CHART.resolve("files/environments/" + file.getFileName()), file));
    }
    Path kubernetes = AGENTS.resolve("base/conf/kubernetes.conf");
    copies.put(CHART.resolve("files/kubernetes.conf"), kubernetes);
    for (String source : WAYS) {
      Path conf = SIDECAR.resolve("components/" + source + "/conf");
      copies.put(conf.resolve("kubernetes.conf"), kubernetes);
      copies.put(CHART.resolve("files/sidecar/" + source + ".conf"), conf.resolve("sidecar.conf"));
    }
    for (String name : List.of("alerts.yaml", "dashboard.json")) {
      copies.put(
          CHART.resolve("files/monitoring/" + name), PACKAGING.resolve("monitoring/" + name));
    }
    return copies;
  }
}
