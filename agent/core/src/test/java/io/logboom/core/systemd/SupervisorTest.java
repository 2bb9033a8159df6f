package io.logboom.core.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.core.flow.Stall;
import io.logboom.core.systemd.Supervisor.Pace;
import io.logboom.core.telemetry.Health;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a supervisor hears of an agent that does as it is told. */
final class SupervisorTest {
  private static final String A = "pipelines.p.inputs.a";
  private static final String B = "pipelines.p.inputs.b";
  private static final Pace FAST =
      new Pace(Duration.ofMillis(20), Duration.ofDays(1), Duration.ofSeconds(7));

  @TempDir Path folder;
  private final FakeAgent agent = new FakeAgent();
  private String name = "";

  @BeforeEach
  void expect() {
    name = folder.resolve("notify").toString();
    agent.health.expect(A);
    agent.health.expect(B);
  }

  private Supervisor supervise(Pace pace, Map<String, String> more) {
    var environment = new HashMap<>(more);
    environment.put("NOTIFY_SOCKET", name);
    return Supervisor.of(agent, environment, pace);
  }

  private static ConditionFactory await() {
    return Awaitility.await().pollInterval(Duration.ofMillis(10));
  }

  private static void come(NotifyReceiver receiver, int more) {
    int until = receiver.messages().size() + more;
    await().until(() -> receiver.messages().size() >= until);
  }

  @Test
  void tellsAWholeRunInOrder() {
    try (var receiver = NotifyReceiver.on(name)) {
      try (var _ = supervise(FAST, Map.of())) {
        come(receiver, 2);
        assertThat(receiver.messages())
            .allMatch(
                "STATUS=starting: reading queues on disk\nEXTEND_TIMEOUT_USEC=7000000"::equals);
        agent.begun = true;
        await()
            .until(() -> receiver.lines("STATUS=starting: waiting for " + A + ", " + B).size() > 1);
        agent.health.ready(A);
        agent.health.unready(B, "no such queue");
        await()
            .until(
                () ->
                    receiver.lines("STATUS=starting: waiting for " + B + " (no such queue)").size()
                        > 1);
        assertThat(receiver.lines("READY=")).isEmpty();
        int extended = receiver.lines("EXTEND_TIMEOUT_USEC=").size();
        agent.health.ready(B);
        await().until(() -> receiver.lines("READY=1").size() == 1);
        agent.lag = Optional.of(Duration.ofMillis(2340));
        agent.deadLetters = 1234;
        agent.events = 1_000_000;
        await()
            .untilAsserted(
                () ->
                    assertThat(receiver.lines("STATUS="))
                        .anyMatch(
                            line ->
                                line.matches("STATUS=[1-9][0-9,]* events/s, lag 2.3 s, 1,234.*"))
                        .contains("STATUS=0 events/s, lag 2.3 s, 1,234 dead letters"));
        agent.health.unready(A, "gone");
        await().until(() -> receiver.lines("STATUS=0 events/s").getLast().endsWith(A + " (gone)"));
        assertThat(receiver.lines("EXTEND_TIMEOUT_USEC=")).hasSize(extended);
        agent.health.stop();
        await().until(() -> receiver.lines("EXTEND_TIMEOUT_USEC=").size() > extended + 1);
        assertThat(receiver.lines("STOPPING=1")).hasSize(1);
        agent.longestEnd = Duration.ZERO;
        come(receiver, 2);
        int most = receiver.lines("EXTEND_TIMEOUT_USEC=").size();
        come(receiver, 3);
        assertThat(receiver.lines("EXTEND_TIMEOUT_USEC=")).hasSize(most);
      }
      assertThat(receiver.lines("READY=1")).hasSize(1);
      assertThat(receiver.lines("STOPPING=1")).hasSize(1);
      assertThat(receiver.lines("WATCHDOG=")).isEmpty();
      assertThat(receiver.messages())
          .filteredOn(message -> message.contains("READY=") || message.contains("STOPPING="))
          .extracting(message -> message.substring(0, message.indexOf('\n')))
          .containsExactly("READY=1", "STOPPING=1");
    }
  }

  @Test
  void afterAWhileIsReadyWithInputsThatSayWhyTheyCannotRead() {
    agent.begun = true;
    agent.health.ready(A);
    try (var receiver = NotifyReceiver.on(name);
        var _ =
            supervise(
                new Pace(FAST.status(), Duration.ofMillis(200), FAST.extension()), Map.of())) {
      await().until(() -> !receiver.messages().isEmpty());
      agent.health.unready(B, "refused");
      await().until(() -> receiver.lines("READY=1").size() == 1);
      assertThat(receiver.lines("STATUS=").getLast()).endsWith("cannot read: " + B + " (refused)");
    }
  }

  @Test
  void isNotReadyWithAnInputThatSaysNothing() {
    agent.begun = true;
    agent.health.ready(A);
    try (var receiver = NotifyReceiver.on(name);
        var _ = supervise(new Pace(FAST.status(), Duration.ZERO, FAST.extension()), Map.of())) {
      come(receiver, 5);
      assertThat(receiver.lines("READY=")).isEmpty();
    }
  }

  @Test
  void anAgentThatIsDoneWasReady() {
    agent.begun = true;
    agent.health.ended(A);
    agent.health.ended(B);
    agent.health.stop();
    try (var receiver = NotifyReceiver.on(name)) {
      supervise(Pace.USUAL, Map.of()).close();
      await().until(() -> receiver.messages().size() == 2);
      assertThat(receiver.messages().getFirst()).startsWith("READY=1\n");
      assertThat(receiver.messages().getLast()).startsWith("STOPPING=1\n");
    }
  }

  @Test
  void anAgentThatIsCutShortWasNot() {
    agent.begun = true;
    agent.cutShort = true;
    agent.health.ended(A);
    agent.health.ended(B);
    agent.health.stop();
    try (var receiver = NotifyReceiver.on(name)) {
      supervise(Pace.USUAL, Map.of()).close();
      await().until(() -> receiver.messages().size() == 1);
      assertThat(receiver.messages().getFirst()).startsWith("STOPPING=1\n");
    }
  }

  @Test
  void theWatchdogIsToldUnlessSomethingIsStuck() {
    agent.begun = true;
    // Longer than the machine may take for anything, so that nothing else is stuck.
    var environment = Map.of("WATCHDOG_USEC", "60000000");
    try (var receiver = NotifyReceiver.on(name);
        var _ = supervise(FAST, environment)) {
      await().until(() -> receiver.lines("WATCHDOG=1").size() > 2);
      assertThat(agent.asked).isEqualTo(Duration.ofMinutes(1));
      agent.stalls = List.of(new Stall("filtering of a batch", List.of()));
      come(receiver, 2);
      int beats = receiver.lines("WATCHDOG=1").size();
      come(receiver, 3);
      assertThat(receiver.lines("WATCHDOG=1")).hasSize(beats);
      agent.stalls = List.of();
      await().until(() -> receiver.lines("WATCHDOG=1").size() > beats);
      agent.health.stop();
      await().until(() -> receiver.messages().getLast().contains("EXTEND_TIMEOUT_USEC"));
      assertThat(receiver.messages().getLast()).endsWith("\nWATCHDOG=1");
    }
  }

  @Test
  void virtualThreadsThatDoNotRunAreStuck() {
    var tasks = new ArrayDeque<Runnable>();
    var pulse = new Pulse(agent, Duration.ofMillis(100), tasks::add);
    await().until(() -> !pulse.beats());
    tasks.remove().run();
    assertThat(pulse.beats()).isTrue();
    assertThat(tasks).hasSize(1);
  }

  @Test
  void theWatchdogOfAnotherProcessIsNotOurs() {
    var usec = "60000000";
    assertThat(Pulse.of(agent, Map.of("WATCHDOG_USEC", usec, "WATCHDOG_PID", "1"))).isEmpty();
    assertThat(Pulse.of(agent, Map.of("WATCHDOG_USEC", "0"))).isEmpty();
    assertThat(Pulse.of(agent, Map.of("WATCHDOG_USEC", "soon"))).isEmpty();
    assertThat(Pulse.of(agent, Map.of())).isEmpty();
    var ours = Long.toString(ProcessHandle.current().pid());
    assertThat(Pulse.of(agent, Map.of("WATCHDOG_USEC", usec, "WATCHDOG_PID", ours)))
        .map(Pulse::period)
        .contains(Duration.ofSeconds(30));
  }

  @Test
  void noReasonFromOutsideIsTakenForAMessage() {
    agent.begun = true;
    agent.health.ready(A);
    agent.health.unready(B, "x\rMAINPID=1\u0000\u001b[2J" + "y".repeat(2000));
    try (var receiver = NotifyReceiver.on(name);
        var _ = supervise(FAST, Map.of())) {
      come(receiver, 2);
      assertThat(receiver.messages())
          .allMatch(message -> message.length() < 700 && !message.contains("\n"));
      assertThat(receiver.messages().getLast()).startsWith("STATUS=starting: waiting for " + B);
    }
  }

  @Test
  void lagIsToldInUnitsThatSuitIt() {
    agent.begun = true;
    agent.health.ready(A);
    agent.health.ready(B);
    var told = new ArrayList<String>();
    for (long seconds : List.of(0L, 99L, 100L, 5999L, 6000L, 86_400L * 100)) {
      agent.lag = Optional.of(Duration.ofSeconds(seconds));
      told.add(new StatusLine(agent).now(true).replaceFirst("0 events/s, lag ", ""));
    }
    assertThat(told).containsExactly("0.0 s", "99.0 s", "1 min", "99 min", "1 h", "2400 h");
  }

  @Test
  void aSocketMayBeInTheAbstractNamespace() {
    name = "@logboom-" + ProcessHandle.current().pid() + "-" + folder.getFileName();
    try (var receiver = NotifyReceiver.on(name);
        var _ = supervise(FAST, Map.of())) {
      come(receiver, 1);
    }
  }

  @Test
  void anAgentGoesOnWithNobodyThere() throws Exception {
    try (var _ = supervise(FAST, Map.of())) {
      agent.begun = true;
      await().until(() -> agent.looked > 3);
      try (var receiver = NotifyReceiver.on(name)) {
        come(receiver, 1);
      }
      Files.delete(Path.of(name));
      int looked = agent.looked;
      await().until(() -> agent.looked > looked + 3);
    }
    for (var unusable : List.of("vsock:2:1234", "relative", "@", "/" + "x".repeat(200))) {
      name = unusable;
      supervise(FAST, Map.of()).close();
    }
    Supervisor.of(agent, Map.of()).close();
  }

  @Test
  void anAgentEndsThoughTheSupervisorDoesNotListen() {
    agent.begun = true;
    var receiver = NotifyReceiver.deaf(name);
    try (var _ =
        supervise(new Pace(Duration.ofNanos(1000), FAST.patience(), FAST.extension()), Map.of())) {
      // Until there is no room for another message: then it looks no more.
      var before = new AtomicInteger();
      await()
          .pollInterval(Duration.ofMillis(300))
          .until(() -> agent.looked > 3 && before.getAndSet(agent.looked) == agent.looked);
    }
    receiver.close();
  }

  /** Does as it is told. */
  private static final class FakeAgent implements Supervised {
    private final Health health = new Health(Clock.systemUTC());
    private volatile boolean begun;
    private volatile boolean cutShort;
    private volatile long events;
    private volatile long deadLetters;
    private volatile int looked;
    private volatile Duration longestEnd = Duration.ofDays(1);
    private volatile Duration asked = Duration.ZERO;
    private volatile Optional<Duration> lag = Optional.empty();
    private volatile List<Stall> stalls = List.of();

    @Override
    public Health health() {
      return health;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread asks
    public boolean begun() {
      looked++;
      return begun;
    }

    @Override
    public boolean isCutShort() {
      return cutShort;
    }

    @Override
    public Duration longestEnd() {
      return longestEnd;
    }

    @Override
    public List<Stall> stalls(Duration atLeast) {
      asked = atLeast;
      return stalls;
    }

    @Override
    public long events() {
      return events;
    }

    @Override
    public long deadLetters() {
      return deadLetters;
    }

    @Override
    public Optional<Duration> lag() {
      return lag;
    }
  }
}
