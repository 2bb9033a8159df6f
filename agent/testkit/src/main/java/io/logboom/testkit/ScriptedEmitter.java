package io.logboom.testkit;

import io.logboom.spi.Batch;
import io.logboom.spi.Delivery;
import io.logboom.spi.Emitter;
import io.logboom.spi.Rejected;
import io.logboom.spi.UndeliveredException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * An {@link Emitter} that does as a script says: delivers, fails to, takes its time, or lets nobody
 * in. It keeps a copy of every event, and gives a batch's arrays back once the batch is settled, as
 * the engine does. Safe for use by many threads.
 */
public final class ScriptedEmitter implements Emitter {

  /** What becomes of a batch; asked once for each, one at a time, in the order of emission. */
  @FunctionalInterface
  public interface Script {
    /**
     * The batch's fate.
     *
     * @param batch its number, from 0
     */
    Fate of(int batch);
  }

  /** The fates a batch can have. */
  public sealed interface Fate {
    /** It is delivered, after a while. */
    record Delivered(Duration after) implements Fate {}

    /** It is not, which shows after a while: it must be read again. */
    record Undelivered(Duration after) implements Fate {}

    /** It stays under way until {@link ScriptedEmitter#deliver} or {@link ScriptedEmitter#fail}. */
    record Held() implements Fate {}
  }

  private final Script script;
  private final List<String> emitted = new ArrayList<>();
  private final List<String> delivered = new ArrayList<>();
  private final List<String> rejections = new ArrayList<>();
  private final List<Parcel> held = new ArrayList<>();
  private CompletableFuture<Void> door = CompletableFuture.completedFuture(null);
  private int batches;
  private int waiting;
  private boolean over;
  private boolean misused;
  private boolean ready;
  private final List<String> obstacles = new ArrayList<>();

  /** An emitter that asks this script. */
  public ScriptedEmitter(Script script) {
    this.script = script;
  }

  /** Delivers everything at once. */
  public static ScriptedEmitter delivering() {
    return new ScriptedEmitter(_ -> new Fate.Delivered(Duration.ZERO));
  }

  /** Fails to deliver a share of the batches, from 0 to 1, at random. */
  public static ScriptedEmitter failing(Random random, double share) {
    return new ScriptedEmitter(
        _ ->
            random.nextDouble() < share
                ? new Fate.Undelivered(Duration.ZERO)
                : new Fate.Delivered(Duration.ZERO));
  }

  /** Delivers everything in any order, each batch after a random time up to {@code most}. */
  public static ScriptedEmitter slow(Random random, Duration most) {
    return new ScriptedEmitter(
        _ -> new Fate.Delivered(Duration.ofMillis(random.nextLong(most.toMillis() + 1))));
  }

  /** Takes everything and settles nothing until told to. */
  public static ScriptedEmitter holding() {
    return new ScriptedEmitter(_ -> new Fate.Held());
  }

  /** Lets nobody in until {@link #open}; then delivers at once. */
  public static ScriptedEmitter blocked() {
    var emitter = delivering();
    emitter.shut();
    return emitter;
  }

  @Override
  public Delivery emit(Batch batch) throws InterruptedException {
    enter();
    var parcel = new Parcel(batch, texts(batch));
    Fate fate;
    synchronized (this) {
      misused |= over;
      emitted.addAll(parcel.texts);
      for (Rejected rejected : batch.rejected()) {
        rejections.add(rejected.reason());
      }
      fate = script.of(batches++);
      if (fate instanceof Fate.Held) {
        held.add(parcel);
      }
    }
    switch (fate) {
      case Fate.Delivered(Duration after) -> later(after, () -> settle(parcel, true));
      case Fate.Undelivered(Duration after) -> later(after, () -> settle(parcel, false));
      case Fate.Held _ -> {}
    }
    return parcel;
  }

  @Override
  public synchronized void ready() {
    ready = true;
  }

  @Override
  public synchronized void unready(String why) {
    ready = false;
    obstacles.add(why);
  }

  /** Whether the input has said that it reads, and has not taken it back. */
  public synchronized boolean isReady() {
    return ready;
  }

  /** What the input has said so far that it is kept from reading by, in order. */
  public synchronized List<String> obstacles() {
    return List.copyOf(obstacles);
  }

  /** Makes further emits block until {@link #open}. */
  public synchronized void shut() {
    if (door.isDone()) {
      door = new CompletableFuture<>();
    }
  }

  /** Lets those in who wait, and all who come after. */
  public void open() {
    CompletableFuture<Void> opened;
    synchronized (this) {
      opened = door;
    }
    opened.complete(null);
  }

  /** Delivers what is held. */
  public void deliver() {
    takeHeld().forEach(parcel -> settle(parcel, true));
  }

  /** Fails what is held. */
  public void fail() {
    takeHeld().forEach(parcel -> settle(parcel, false));
  }

  /** Says that the input's run is over: whoever emits from now on breaks the contract. */
  public synchronized void over() {
    over = true;
  }

  /** Whether somebody emitted after {@link #over}. */
  public synchronized boolean misused() {
    return misused;
  }

  /** The texts of all events emitted so far, in order. */
  public synchronized List<String> emitted() {
    return List.copyOf(emitted);
  }

  /** The texts of the events of all batches delivered so far. */
  public synchronized List<String> delivered() {
    return List.copyOf(delivered);
  }

  /** Why events emitted so far were broken at birth. */
  public synchronized List<String> rejections() {
    return List.copyOf(rejections);
  }

  /** How many batches were emitted so far. */
  public synchronized int batches() {
    return batches;
  }

  /** How many threads stand before the closed door. */
  public synchronized int waiting() {
    return waiting;
  }

  private void enter() throws InterruptedException {
    CompletableFuture<Void> closed;
    synchronized (this) {
      closed = door;
      waiting++;
    }
    try {
      closed.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      synchronized (this) {
        waiting--;
      }
    }
  }

  private synchronized List<Parcel> takeHeld() {
    var taken = List.copyOf(held);
    held.clear();
    return taken;
  }

  private void settle(Parcel parcel, boolean well) {
    if (well) {
      synchronized (this) {
        delivered.addAll(parcel.texts);
      }
    }
    parcel.batch.release().run();
    parcel.outcome.complete(well);
  }

  private static void later(Duration after, Runnable action) {
    if (after.isZero()) {
      action.run();
    } else {
      CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS).execute(action);
    }
  }

  private static List<String> texts(Batch batch) {
    return batch.events().stream()
        .map(
            event ->
                new String(event.array(), event.offset(), event.length(), StandardCharsets.UTF_8))
        .toList();
  }

  /** A batch under way. */
  private static final class Parcel implements Delivery {
    private final Batch batch;
    private final List<String> texts;
    private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();

    private Parcel(Batch batch, List<String> texts) {
      this.batch = batch;
      this.texts = texts;
    }

    @Override
    public void await() throws UndeliveredException, InterruptedException {
      try {
        if (!outcome.get()) {
          throw new UndeliveredException("the script says so");
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public boolean done() {
      return outcome.isDone();
    }
  }
}
