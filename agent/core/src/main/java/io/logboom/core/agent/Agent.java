package io.logboom.core.agent;

import io.logboom.core.admin.Admin;
import io.logboom.core.admin.OtlpExport;
import io.logboom.core.config.AdminConfig;
import io.logboom.core.config.AgentConfig;
import io.logboom.core.config.InputConfig;
import io.logboom.core.config.OtlpConfig;
import io.logboom.core.flow.Flow;
import io.logboom.core.framing.Cutters;
import io.logboom.core.memory.Blocks;
import io.logboom.core.systemd.Supervised;
import io.logboom.core.telemetry.Health;
import io.logboom.core.telemetry.Progress;
import io.logboom.core.telemetry.Telemetry;
import io.logboom.spi.Input;
import io.logboom.spi.UndeliveredException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a configuration: starts outputs, then inputs; ends when every input has ended, one has
 * failed, or {@link #stop} is called; then drains within the configured time and sums up.
 */
public final class Agent {
  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

  /**
   * The size of an array that events live in: large enough to matter little, small for the cache
   * and for a small heap.
   */
  private static final int BLOCK = 256 << 10;

  /** How long inputs may take to end once their deliveries have failed. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** What plugins may take to close. */
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final AgentConfig config;
  private final PrintStream err;
  private final Occasion occasion;
  private final Telemetry telemetry;
  private final Health health;
  private final Blocks blocks;
  private final Flow flow;
  private final List<Runner> runners = new ArrayList<>();
  private final CountDownLatch running;
  private final CountDownLatch halt = new CountDownLatch(1);
  private final Vitals vitals;
  private volatile boolean closed;
  private volatile boolean failed;

  /**
   * Makes every plugin; starts none.
   *
   * @param err where progress and summary go
   * @throws Exception what a plugin threw when it was made
   */
  public Agent(AgentConfig config, PrintStream err) throws Exception {
    this(config, err, new Service(config, err));
  }

  /**
   * Makes every plugin; starts none.
   *
   * @param err where progress goes
   * @throws Exception what a plugin threw when it was made
   */
  public Agent(AgentConfig config, PrintStream err, Occasion occasion) throws Exception {
    this.config = config;
    this.err = err;
    this.occasion = occasion;
    // Rows come on top of what is admitted, so that much and more is out at a time, and comes back.
    this.blocks = new Blocks(BLOCK, 2 * config.maxInFlight().bytes());
    var clock = Clock.system(ZoneId.systemDefault());
    this.health = new Health(clock);
    this.telemetry = new Telemetry(clock, health);
    var cutters = new Cutters();
    Flow.Contexts contexts =
        (name, meter) -> new PluginContext(name, config.dataDir(), clock, meter, blocks, cutters);
    this.flow =
        new Flow(
            config,
            telemetry,
            blocks,
            cutters,
            clock,
            contexts,
            occasion.deadLetters(),
            this::closed);
    for (var pipeline : config.pipelines()) {
      for (var input : pipeline.inputs()) {
        health.expect(input.name());
        runners.add(
            new Runner(input, input.create(contexts.of(input.name(), flow.meter(input.name())))));
      }
    }
    this.running = new CountDownLatch(runners.size());
    this.vitals =
        new Vitals(
            flow, telemetry, health, config.drainTimeout().plus(GRACE).plus(CLOSING), this::failed);
  }

  /**
   * Runs to the end; gives the process's exit code: 0 done, 1 failed.
   *
   * @throws IOException when a queue on disk cannot be opened
   */
  public int run() throws IOException, InterruptedException {
    boolean well;
    boolean told = occasion.tellsOthers();
    try (var _ = Progress.start(telemetry, err, occasion.showsProgress());
        var _ = OtlpExport.start(told ? config.otlp() : OtlpConfig.OFF, vitals);
        var _ = Admin.start(told ? config.admin() : AdminConfig.OFF, vitals)) {
      start();
      vitals.begin();
      runners.forEach(Runner::start);
      LOG.info("started; inputs: {}", runners.size());
      awaitEnd();
      well = drain();
    }
    for (var runner : runners) {
      well &= runner.close();
    }
    well &= flow.close();
    occasion.sumUp(telemetry.read());
    return well ? 0 : 1;
  }

  private void start() throws IOException {
    try {
      flow.start();
    } catch (IOException e) {
      flow.abandon("the agent could not start");
      flow.close();
      throw e;
    }
  }

  /** Whether inputs read. */
  public Health health() {
    return health;
  }

  /** How it is doing, for who supervises it. */
  public Supervised vitals() {
    return vitals;
  }

  /** Asks a running agent to drain and end. Returns at once; may be called from any thread. */
  public void stop() {
    vitals.cutShort();
    halt.countDown();
  }

  /** What the configuration asks for cannot be had. */
  private void failed(String why) {
    LOG.error("{}", why);
    failed = true;
    stop();
  }

  /** An output can never write again, so going on would only read the same again and again. */
  private void closed(String why) {
    closed = true;
    if (occasion.wantsAll()) {
      LOG.error("{}", why);
    }
    stop();
  }

  /** Asks every input and output whether it could work; gives the problems, each with its place. */
  public List<String> check() throws InterruptedException {
    var problems = new ArrayList<String>();
    for (var runner : runners) {
      try {
        runner.input.check();
      } catch (IOException | RuntimeException e) {
        problems.add(runner.config.name() + ": " + e.getMessage());
      }
    }
    flow.check().forEach((name, e) -> problems.add(name + ": " + e.getMessage()));
    for (var runner : runners) {
      runner.close();
    }
    flow.close();
    return problems;
  }

  private void awaitEnd() throws InterruptedException {
    Thread.startVirtualThread(
        () -> {
          try {
            running.await();
            flow.hurry();
            if (halt.getCount() > 0) {
              flow.finish();
            }
            flow.awaitQueues();
            halt.countDown();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    halt.await();
  }

  private boolean drain() throws InterruptedException {
    long deadline = System.nanoTime() + config.drainTimeout().toNanos();
    health.stop();
    flow.hurry();
    runners.forEach(Runner::interrupt);
    boolean ended = true;
    for (var runner : runners) {
      ended &= runner.join(left(deadline));
    }
    boolean drained = ended && flow.drain(left(deadline));
    if (!drained) {
      tellWhatIsLeft(ended);
      flow.abandon("the agent stopped before it was delivered");
      long grace = System.nanoTime() + GRACE.toNanos();
      for (var runner : runners) {
        runner.join(left(grace));
      }
    }
    // Inputs end once all of theirs is delivered, or in a queue; what is left then is queued.
    boolean well =
        !failed && (closed ? !occasion.wantsAll() : drained || (ended && flow.queued() > 0));
    for (var runner : runners) {
      well &= !runner.failed;
    }
    return well;
  }

  private void tellWhatIsLeft(boolean ended) {
    long seconds = config.drainTimeout().toSeconds();
    long queued = flow.queued();
    if (queued > 0) {
      LOG.warn("{} events were not delivered within {} s: they stay queued", queued, seconds);
    }
    if (!ended || queued == 0) {
      LOG.error(
          "not everything was delivered within {} s: what was not is left at its source", seconds);
    }
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  /** One input on its thread. */
  private final class Runner {
    private final InputConfig config;
    private final Input input;
    private final Thread thread;
    private volatile boolean failed;

    Runner(InputConfig config, Input input) {
      this.config = config;
      this.input = input;
      this.thread = Thread.ofVirtual().name(config.name()).unstarted(this::run);
    }

    void start() {
      thread.start();
    }

    void interrupt() {
      thread.interrupt();
    }

    boolean join(Duration atMost) throws InterruptedException {
      return thread.join(atMost);
    }

    private void run() {
      try {
        input.run(new Entry(config.name(), flow.emitter(config.name()), health));
        if (halt.getCount() > 0) {
          flow.awaitQueue(config.name());
        }
      } catch (InterruptedException e) {
        LOG.debug("{} was stopped", config.name());
      } catch (UndeliveredException e) {
        if (!closed || occasion.wantsAll()) {
          failed(e);
        }
      } catch (Exception | Error e) {
        failed(e);
      } finally {
        health.ended(config.name());
        running.countDown();
      }
    }

    private void failed(Throwable e) {
      failed = true;
      vitals.cutShort();
      LOG.error("{}: {}", config.name(), message(e), expected(e) ? null : e);
      halt.countDown();
    }

    boolean close() {
      try {
        input.close();
        return true;
      } catch (IOException | RuntimeException e) {
        LOG.error("{}: could not be closed: {}", config.name(), message(e));
        return false;
      }
    }
  }

  private static String message(Throwable e) {
    String message = e.getMessage();
    return expected(e) && message != null ? message : e.toString();
  }

  /** What goes wrong outside needs no trace of where in the agent it was seen. */
  private static boolean expected(Throwable e) {
    return e instanceof IOException || e instanceof UndeliveredException;
  }
}
