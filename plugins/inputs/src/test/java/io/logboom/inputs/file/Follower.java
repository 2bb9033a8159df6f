package io.logboom.inputs.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.logboom.spi.Batch;
import io.logboom.spi.Delivery;
import io.logboom.spi.Emitter;
import io.logboom.spi.UndeliveredException;
import io.logboom.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Following without threads: a test says when to look, when to read, when what is delivered. */
final class Follower implements AutoCloseable {
  private final FileInputConfig config;
  private final TestContext context;
  private final List<String> delivered = new ArrayList<>();
  private final List<String> places = new ArrayList<>();
  private final List<Parcel> underWay = new ArrayList<>();
  private long nanos;
  private long later;
  private Following following;
  private Handing handing;

  Follower(FileInputConfig config, Path data) throws IOException {
    this.config = config;
    this.context = Setting.context(data);
    start();
  }

  /** A new agent. */
  void start() throws IOException {
    var time =
        new Time() {
          @Override
          public long nanos() {
            return nanos;
          }

          @Override
          public long millis() {
            return System.currentTimeMillis() + later;
          }
        };
    following = new Following(config, context, time);
    handing = new Handing(context, config.framing(), new Out());
  }

  /** Ends as after a crash: what is under way is not delivered, and nothing is written down. */
  void kill() throws IOException {
    underWay.clear();
    following.close();
  }

  /** Ends as it should. */
  void stop() throws IOException, InterruptedException {
    deliver();
    following.settle();
    following.save();
    following.close();
  }

  void look() throws IOException {
    following.look();
  }

  /** Reads up to so many pieces, and what is compressed. */
  void read(int turns) throws IOException, InterruptedException {
    for (int i = 0; i < turns && following.hasWork(); i++) {
      var turn = following.next();
      if (turn.isPresent()) {
        handing.hand(turn.get());
      }
    }
    for (var file = following.packedFileNow(); file.isPresent(); ) {
      handing.unpack(file.get(), following);
      file = following.packedFileNow();
    }
  }

  /** Delivers some of what is under way, in any order. */
  void deliver(Random random) {
    for (int i = random.nextInt(underWay.size() + 1); i > 0; i--) {
      deliver(underWay.remove(random.nextInt(underWay.size())));
    }
  }

  /** Delivers all. */
  void deliver() {
    underWay.forEach(this::deliver);
    underWay.clear();
  }

  /** Delivers what was emitted last. */
  void deliverLast() {
    deliver(underWay.removeLast());
  }

  /** Fails to deliver what is under way. */
  void fail() {
    for (var parcel : underWay) {
      parcel.failed = true;
      parcel.done = true;
    }
    underWay.clear();
  }

  private void deliver(Parcel parcel) {
    parcel.done = true;
    delivered.addAll(parcel.lines);
    places.addAll(parcel.places);
  }

  void settle() throws IOException, InterruptedException {
    following.settle();
  }

  void save() {
    following.save();
  }

  /** Time goes by. */
  void pass(Duration time) {
    nanos += time.toNanos();
  }

  /** The file system's time goes by, too, as far as this sees. */
  void age(Duration time) {
    later += time.toMillis();
  }

  /** Everything that there is to do now, until nothing is left. */
  void catchUp() throws IOException, InterruptedException {
    do {
      look();
      read(Integer.MAX_VALUE);
      deliver();
      settle();
    } while (following.inHaste() || following.hasWork());
  }

  /** The same until nothing happens any more however long one waits. */
  void finish() throws IOException, InterruptedException {
    for (int i = 0; i < 6; i++) {
      catchUp();
      pass(Duration.ofSeconds(1));
    }
    pass(Duration.ofSeconds(10));
    catchUp();
    catchUp();
    save();
  }

  List<String> delivered() {
    return delivered;
  }

  List<String> places() {
    return places;
  }

  TestContext context() {
    return context;
  }

  long count(String counter) {
    return context.count(counter);
  }

  @Override
  public void close() throws IOException {
    following.close();
  }

  private final class Out implements Emitter {
    @Override
    public Delivery emit(Batch batch) {
      var parcel = new Parcel();
      for (var event : batch.events()) {
        parcel.lines.add(new String(event.array(), event.offset(), event.length(), UTF_8));
        parcel.places.add(event.place());
      }
      for (var rejected : batch.rejected()) {
        parcel.lines.add("rejected: " + rejected.reason());
        parcel.places.add(rejected.event().place());
      }
      batch.release().run();
      underWay.add(parcel);
      return parcel;
    }
  }

  private static final class Parcel implements Delivery {
    private final List<String> lines = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private boolean done;
    private boolean failed;

    @Override
    public void await() throws UndeliveredException {
      if (failed) {
        throw new UndeliveredException("the test says so");
      }
    }

    @Override
    public boolean done() {
      return done;
    }
  }
}
