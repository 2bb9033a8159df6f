package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * The users, roles and groups of a real emulator's account, walked by the agent and mapped to
 * entities, against entities derived by hand. moto's lists have one page: paging and throttling are
 * tested below the SDK, with scripted answers.
 */
class IamIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int USERS = 200;
  private static final int ROLES = 50;
  private static final int GROUPS = 20;

  private static ServerProcess moto;

  @TempDir Path folder;

  @BeforeAll
  static void startServer() throws Exception {
    moto = Servers.moto();
  }

  @AfterAll
  static void stopServer() {
    moto.close();
  }

  @Test
  void entitiesAreThoseThatTheTableTells() throws Exception {
    try (var population = new IamPopulation(moto.endpoint(), USERS, ROLES, GROUPS)) {
      long began = System.nanoTime();
      try (Agent agent =
          start(moto.endpoint(), "schedule = once", "{ type = udm, validate = true }")) {
        assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
        System.err.printf(
            "%d principals in %.1f s, start of the agent included%n%s%n",
            USERS + ROLES + GROUPS, (System.nanoTime() - began) / 1e9, agent.stderr());
      }
      assertThat(IamEntities.bare(lines()))
          .hasSize(USERS + ROLES + GROUPS)
          .containsExactlyInAnyOrderElementsOf(population.entities());
    }
  }

  @Test
  void everythingArrivesThoughAgentsAreKilledAndThenOnlyWhatChanges() throws Exception {
    try (var population = new IamPopulation(moto.endpoint(), 60, 20, 5)) {
      String options = "schedule = 6h, jitter = 0s, changes-only = true, concurrency = 2";
      for (int least : List.of(1, 30)) {
        try (Agent agent = start(moto.endpoint(), options, "")) {
          await()
              .atMost(PATIENCE)
              .ignoreException(NoSuchFileException.class)
              .pollDelay(Duration.ZERO)
              .pollInterval(Duration.ofMillis(5))
              .until(() -> !agent.running() || lines().size() >= least);
          assertThat(agent.running()).as(agent.stderr()).isTrue();
          agent.kill();
        }
      }
      try (Agent agent = start(moto.endpoint(), options, "")) {
        await().atMost(PATIENCE).until(() -> !agent.running() || walked());
        agent.terminate();
        assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
      }
      assertThat(names()).hasSize(85);
      Files.move(folder.resolve("events"), folder.resolve("before"));
      population.deleteRole(7);
      try (Agent agent = start(moto.endpoint(), "schedule = once, changes-only = true", "")) {
        assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
      }
      assertThat(lines()).singleElement().asString().contains("{\"Deleted\":{", "role-7+");
    }
  }

  /** Whether a walk is finished. */
  private boolean walked() throws IOException {
    if (!Files.exists(folder.resolve("data"))) {
      return false;
    }
    try (var files = Files.walk(folder.resolve("data"))) {
      return files.anyMatch(file -> file.endsWith("walked"));
    }
  }

  private Set<String> names() throws IOException {
    var names = new HashSet<String>();
    for (String line : lines()) {
      var node = JsonMapper.shared().readTree(line);
      names.add(node.has("Group") ? node.at("/Group/Arn").asString() : node.get("Arn").asString());
    }
    return names;
  }

  private List<String> lines() throws IOException {
    Path events = folder.resolve("events");
    if (!Files.exists(events)) {
      return List.of();
    }
    var lines = new ArrayList<String>();
    try (var files = Files.list(events)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        // The last line of an agent that was killed may be half a one.
        lines.addAll(text.substring(0, text.lastIndexOf('\n') + 1).lines().toList());
      }
    }
    return lines;
  }

  private Agent start(URI endpoint, String options, String filter) throws IOException {
    Path configuration =
        Files.writeString(
            folder.resolve("iam.conf"),
            """
            data-dir = "%s"
            pipelines.main {
              inputs.iam { type = iam, endpoint = "%s", %s }
              filters = [ %s ]
              outputs.entities { type = file, path = "%s/events/iam.json", batch.age = 100ms }
            }
            """
                .formatted(folder.resolve("data"), endpoint, options, filter, folder));
    return Agent.start(folder, Clients.ENVIRONMENT, "run", configuration.toString());
  }
}
