package io.logboom.core.flow;

import io.logboom.core.config.AgentConfig;
import io.logboom.core.config.Batching;
import io.logboom.core.config.FilterConfig;
import io.logboom.core.config.OutputConfig;
import io.logboom.core.config.PipelineConfig;
import io.logboom.core.config.Retry;
import io.logboom.core.framing.Cutters;
import io.logboom.core.memory.Blocks;
import io.logboom.core.memory.Heap;
import io.logboom.core.telemetry.Meter;
import io.logboom.core.telemetry.Telemetry;
import io.logboom.spi.Context;
import io.logboom.spi.DataSize;
import io.logboom.spi.Emitter;
import io.logboom.spi.Filter;
import io.logboom.spi.Output;
import io.logboom.spi.StatefulFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything between the inputs' {@code emit} and the outputs' {@code write}, for a whole agent.
 */
public final class Flow {
  private static final Logger LOG = LoggerFactory.getLogger(Flow.class);
  private static final Batching LETTERS =
      new Batching(new DataSize(4 << 20), 10_000, Duration.ofMillis(50));

  private final Budget budget;
  private final Blocks blocks;
  private final Heap heap = Heap.ofProcess();
  private final Telemetry telemetry;
  private final Contexts contexts;
  private final Consumer<String> onClosed;
  private final Clock clock;
  private final Path dataDirectory;
  private final Watchdog watchdog = new Watchdog();
  private final Workers workers;
  private final List<Step> steps = new ArrayList<>();
  private final List<OutputRunner> outputs = new ArrayList<>();
  private final Queues queues;
  private final Keepers keepers = new Keepers();
  private final Map<String, Emitter> emitters = new HashMap<>();
  private final Map<String, Meter> meters = new HashMap<>();
  private final DeadLetters deadLetters;
  private final OutputRunner letterbox;

  /** Makes what a plugin is lent. */
  @FunctionalInterface
  public interface Contexts {
    Context of(String name, Meter meter);
  }

  /**
   * Makes all filters and outputs. Nothing is started.
   *
   * @param cutters the threads of inputs that are busy; when these are many, each filters for
   *     itself
   * @param letters takes the dead letters
   * @param onClosed called when an output can never write again, with the reason
   * @throws Exception what a plugin threw when it was made
   */
  public Flow(
      AgentConfig config,
      Telemetry telemetry,
      Blocks blocks,
      Cutters cutters,
      Clock clock,
      Contexts contexts,
      Output letters,
      Consumer<String> onClosed)
      throws Exception {
    this.onClosed = onClosed;
    this.clock = clock;
    this.dataDirectory = config.dataDir();
    this.telemetry = telemetry;
    this.blocks = blocks;
    this.contexts = contexts;
    this.budget = new Budget(config.maxInFlight().bytes());
    telemetry.room(new Telemetry.Room(budget::used, budget.limit(), budget::waitedFor));
    this.workers = new Workers(Runtime.getRuntime().availableProcessors(), cutters::count);
    this.queues = new Queues(config, budget, blocks);
    this.letterbox = letterbox(letters);
    this.deadLetters = new DeadLetters(letterbox.lane(), this::deadLettered, clock);
    for (var pipeline : config.pipelines()) {
      for (var input : pipeline.inputs()) {
        meter(Meter.Kind.INPUT, input.name(), input.plugin().type());
      }
      var into = pipeline(pipeline);
      for (var input : pipeline.inputs()) {
        var meter = meter(input.name());
        var door = into.door(meter);
        emitters.put(input.name(), queues.afterInput(input.name(), input.queue(), meter, door));
      }
    }
  }

  /** The way in for the input at this address. */
  public Emitter emitter(String input) {
    var emitter = emitters.get(input);
    if (emitter == null) {
      throw new IllegalArgumentException("no input " + input);
    }
    return emitter;
  }

  /** The meter of the plugin at this address. */
  public Meter meter(String name) {
    var meter = meters.get(name);
    if (meter == null) {
      throw new IllegalArgumentException("no plugin " + name);
    }
    return meter;
  }

  /** Bytes in flight, and how many may be. */
  public Budget budget() {
    return budget;
  }

  /**
   * Begins to write, and to hand on what is left in queues from before.
   *
   * @throws IOException when a queue cannot be opened, or what a filter remembers
   */
  public void start() throws IOException {
    letterbox.start();
    outputs.forEach(OutputRunner::start);
    keepers.start(dataDirectory);
    queues.start();
  }

  /** Waits until the queue of an input that has ended is empty, if it has one. */
  public void awaitQueue(String input) throws InterruptedException {
    queues.awaitAfterInput(input);
  }

  /** Nothing follows: waits until filters with a memory have given out everything they have. */
  public void finish() throws InterruptedException {
    keepers.finish();
  }

  /** Waits until the queues before outputs are empty. */
  public void awaitQueues() throws InterruptedException {
    queues.awaitBeforeOutputs();
  }

  /** How many events are in queues, where they stay when the agent ends. */
  public long queued() {
    return queues.events();
  }

  /** Asks every output whether a write could succeed; gives the answers of those that could not. */
  public Map<String, Exception> check() throws InterruptedException {
    var problems = new HashMap<String, Exception>();
    for (var output : outputs) {
      try {
        output.check();
      } catch (IOException | RuntimeException e) {
        problems.put(output.name(), e);
      }
    }
    return problems;
  }

  /**
   * What has not come to its end for that long, and never will by itself. Once {@link #start} is
   * through.
   */
  public List<Stall> stalls(Duration atLeast) {
    var stalls = new ArrayList<Stall>();
    for (var thread : workers.busy(atLeast)) {
      stalls.add(Stall.of("filtering of a batch in " + thread.getName(), thread));
    }
    for (var thread : watchdog.deaf(atLeast)) {
      stalls.add(Stall.of("a write of " + thread.getName() + ", which was interrupted", thread));
    }
    for (var output : outputs) {
      if (output.maimed()) {
        stalls.add(new Stall("a thread of " + output.name() + " has died", List.of()));
      }
    }
    return stalls;
  }

  /** Outputs stop waiting for batches to fill: the agent is about to end. */
  public void hurry() {
    outputs.forEach(output -> output.lane().hurry());
    letterbox.lane().hurry();
  }

  /** Delivers all that is in; tells whether it could. For when every input has ended. */
  public boolean drain(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    boolean drained = queues.drainAfterInputs(deadline) && workers.drain(left(deadline));
    drained = drained && keepers.drain(deadline);
    drained = drained && queues.drainBeforeOutputs(deadline);
    if (drained) {
      outputs.forEach(OutputRunner::drain);
      for (var output : outputs) {
        drained &= output.join(left(deadline));
      }
      letterbox.drain();
      drained &= letterbox.join(left(deadline));
    }
    return drained;
  }

  /** Gives up on all that is not durable: those deliveries throw. */
  public void abandon(String why) {
    queues.abandon(why);
    workers.stop(why);
    keepers.abandon(why);
    outputs.forEach(output -> output.abandon(why));
    letterbox.abandon(why);
  }

  /** Closes every filter and output; tells whether all of them could be. */
  public boolean close() {
    boolean closed = true;
    for (var step : steps) {
      closed &= close(step.name(), step.filter()::close);
    }
    for (var output : outputs) {
      closed &= close(output.name(), output::close);
    }
    closed &= close("dead-letter", letterbox::close);
    closed &= queues.close();
    closed &= keepers.close();
    watchdog.close();
    return closed;
  }

  private interface Closing {
    void close() throws IOException;
  }

  private static boolean close(String name, Closing closing) {
    try {
      closing.close();
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.error("{}: could not be closed: {}", name, e.toString());
      return false;
    }
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  private Pipeline pipeline(PipelineConfig config) throws Exception {
    var shared = Stretch.of(steps(config.filters()));
    var routes = new ArrayList<Route>();
    for (var output : config.outputs()) {
      var own = Stretch.of(steps(output.filters()));
      var meter = meter(Meter.Kind.OUTPUT, output.name(), output.plugin().type());
      var lane = new Lane(output.batch(), budget);
      outputs.add(
          new OutputRunner(
              output.name(),
              output.create(contexts.of(output.name(), meter)),
              settings(output),
              lane,
              watchdog,
              meter,
              Optional.of(deadLetters),
              onClosed));
      var entrance = queues.beforeOutput(output, meter, lane);
      routes.add(new Route(output.name(), output.when(), own, entrance, meter));
    }
    var course = new Course(shared, routes);
    var pipeline = new Pipeline(course, deadLetters, budget, blocks, heap, workers);
    keepers.add(pipeline.keepers());
    return pipeline;
  }

  private static OutputRunner.Settings settings(OutputConfig config) {
    return new OutputRunner.Settings(config.concurrency(), config.timeout(), config.retry());
  }

  private List<Step> steps(List<FilterConfig> configs) throws Exception {
    var made = new ArrayList<Step>();
    for (var config : configs) {
      var meter = meter(Meter.Kind.FILTER, config.name(), config.plugin().type());
      made.add(step(config, config.create(contexts.of(config.name(), meter)), meter));
    }
    steps.addAll(made);
    return List.copyOf(made);
  }

  private Step step(FilterConfig config, Filter filter, Meter meter) {
    Optional<Keeper> keeper =
        filter instanceof StatefulFilter stateful
            ? Optional.of(new Keeper(config, stateful, meter, budget, clock, onClosed))
            : Optional.empty();
    return new Step(config, filter, meter, keeper);
  }

  private Meter meter(Meter.Kind kind, String name, String type) {
    var meter = telemetry.meter(kind, name, type);
    meters.put(name, meter);
    return meter;
  }

  private void deadLettered(String plugin, String kind, int events) {
    meter(plugin).deadLettered(kind, events);
  }

  /** Dead letters go out like events do, to an output of the engine's own that never gives up. */
  private OutputRunner letterbox(Output letters) {
    return new OutputRunner(
        "dead-letter",
        letters,
        new OutputRunner.Settings(
            1,
            Duration.ofDays(1),
            new Retry(Duration.ofMillis(200), Duration.ofSeconds(10), Optional.empty())),
        new Lane(LETTERS, budget),
        watchdog,
        telemetry.own("dead-letter"),
        Optional.empty(),
        onClosed);
  }
}
