package io.logboom.inputs.file;

import io.logboom.spi.Batch;
import io.logboom.spi.Context;
import io.logboom.spi.Deliveries;
import io.logboom.spi.Delivery;
import io.logboom.spi.Emitter;
import io.logboom.spi.Framer;
import io.logboom.spi.Framing;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import io.logboom.spi.Rejected;
import io.logboom.spi.UndeliveredException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts what was read into events and hands these on. Safe for use by many threads, each with pieces
 * of its own.
 */
final class Handing {
  private static final Logger log = LoggerFactory.getLogger(Handing.class);

  private final Context context;
  private final Framer framer;
  private final Emitter out;

  Handing(Context context, Framing framing, Emitter out) {
    this.context = context;
    this.framer = context.framer(framing);
    this.out = out;
  }

  /** A piece of a file; waits while the pipeline is full. */
  void hand(Following.Turn turn) throws InterruptedException {
    var piece = turn.piece();
    hand(piece.in(), origin(turn.path(), piece.at()), piece.part());
  }

  /** What was not read yet of a compressed file. */
  void unpack(Candidate file, Following following) throws InterruptedException {
    try (var content = Content.open(file.seen.path(), file.seen.key())) {
      var job = following.survey(file, content);
      if (job.isPresent()) {
        unpack(job.get(), content, following);
      }
    } catch (IOException e) {
      following.failed(file, e);
    }
  }

  private void unpack(Archive.Job job, Content content, Following following)
      throws InterruptedException {
    var path = job.file().seen.path();
    long from = job.from();
    try (var in = from == 0 ? Packed.raw(content) : Packed.open(content)) {
      in.skipNBytes(from);
      hand(in, from == 0 ? origin(path) : origin(path, from), job.part());
    } catch (IOException e) {
      job.part().settle(new Failed(new UndeliveredException(Failure.words(e))));
    } finally {
      following.unpacked(job);
    }
  }

  private Origin origin(Path path, long at) {
    return new Origin(
        context.name(),
        path + "@" + at,
        context.clock().instant(),
        Map.of("file.path", path.toString(), "file.offset", Long.toString(at)));
  }

  private Origin origin(Path path) {
    return new Origin(
        context.name(),
        path.toString(),
        context.clock().instant(),
        Map.of("file.path", path.toString()));
  }

  private void hand(InputStream in, Origin origin, Pending part) throws InterruptedException {
    var deliveries = new Deliveries();
    try {
      try {
        framer.read(in, origin, batch -> deliveries.add(out.emit(batch)));
      } catch (MalformedException e) {
        log.warn("{}: {}: {}: {}", context.name(), origin.place(), e.reason(), e.getMessage());
        context.counter("malformed-files").increment();
        deliveries.add(out.emit(flaw(origin, e)));
      }
      part.settle(deliveries);
    } catch (UndeliveredException e) {
      part.settle(new Failed(e));
    } catch (IOException e) {
      log.warn("{}: {}: {}", context.name(), origin.place(), Failure.words(e));
      part.settle(new Failed(new UndeliveredException(Failure.words(e))));
    }
  }

  private Batch flaw(Origin origin, MalformedException e) {
    var reason = e.reason() + ": " + e.getMessage() + "; what was whole before is delivered";
    var rejected = new Rejected(context.event(new byte[0], origin), reason);
    return new Batch(List.of(), List.of(rejected), 0, () -> {});
  }

  /** Something that was not handed on, or not whole. */
  private record Failed(UndeliveredException why) implements Delivery {
    @Override
    public void await() throws UndeliveredException {
      throw why;
    }

    @Override
    public boolean done() {
      return true;
    }
  }
}
