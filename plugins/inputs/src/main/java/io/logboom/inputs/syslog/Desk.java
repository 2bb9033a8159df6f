package io.logboom.inputs.syslog;

import io.logboom.spi.Batch;
import io.logboom.spi.Context;
import io.logboom.spi.Emitter;
import io.logboom.spi.Event;
import io.logboom.spi.Rejected;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Where the messages of one event loop become events: each is parsed and written as JSON into the
 * block under way; a block that is full, or whose first event is old enough, goes on as a batch.
 *
 * <p>For the loop's thread, but for {@link #taken}. A block belongs to the desk until it goes on in
 * a batch, and then to the engine until it releases the batch. Nothing is allocated for a message;
 * its event is made when its batch is.
 *
 * <p>When the pipeline takes nothing any more, the desk has its readers stop reading, until it
 * does.
 */
final class Desk {

  /** Something that reads from a socket, on this desk's loop. */
  interface Reader {
    /** Whether to read from now on. */
    void read(boolean wanted);

    /** Called about each second, to look whether something takes too long. */
    default void look(long now) {}

    /** Nothing more is to be read: what has come of a message goes on as it is. */
    default void stop() {}

    /** All that was read is settled: time to take leave. */
    default void close() {}
  }

  /** What a message's sender keeps of it. */
  interface Ticket {
    /** Of a message that nobody will send again. */
    Ticket NONE = _ -> false;

    /**
     * The message, or a part of it, is in the batch under way now: the moment to ask for a {@link
     * #receipt}.
     *
     * @param whole whether nothing more of it is to come
     * @return whether the sender keeps it until it is answered
     */
    boolean joins(boolean whole);
  }

  private static final int MOST_EVENTS = 4096;

  /** What an event weighs besides its bytes. */
  private static final int EVENT_WEIGHT = 96;

  /** How many batches may wait for the pipeline before nothing more is read. */
  private static final int MOST_WAITING = 4;

  /** For how long events wait for others to share a batch with, in milliseconds. */
  private static final long LINGER = 20;

  private final EventLoop loop;
  private final Context context;
  private final SyslogInputConfig config;
  private final Counts counts;
  private final Blocks blocks;
  private final Parser parser;
  private final EventRow rows;
  private final Handover handover;
  private final Message message = new Message();
  private final byte[] scratch = new byte[64 << 10];
  private final Set<Reader> readers = new HashSet<>();

  /** For events too large for a block. */
  private byte[] spare = {};

  // The batch under way: of each event where it begins and ends, its time and who sent it.
  private byte[] block;
  private int used;
  private int size;
  private final int[] from = new int[MOST_EVENTS];
  private final int[] to = new int[MOST_EVENTS];
  private final long[] millis = new long[MOST_EVENTS];
  private final Sender[] senders = new Sender[MOST_EVENTS];
  private List<Rejected> rejected = new ArrayList<>();
  private long rejectedBytes;
  private int owed;
  private List<Parcel.Receipt> receipts = new ArrayList<>();
  private long batch;
  private boolean lingering;
  private boolean urgent;

  private boolean reading = true;
  private boolean closed;

  /** Whether something happens when the pipeline takes a batch; read by other threads. */
  private volatile boolean waitingToGoOn;

  Desk(
      EventLoop loop,
      SyslogInputConfig config,
      Context context,
      Counts counts,
      Blocks blocks,
      Emitter out,
      Consumer<Throwable> onBroken,
      LongConsumer onLost) {
    this.loop = loop;
    this.config = config;
    this.context = context;
    this.counts = counts;
    this.blocks = blocks;
    this.parser = new Parser(context.clock(), config.zone());
    this.rows = new EventRow(config.raw() == SyslogInputConfig.Raw.ALWAYS);
    this.block = blocks.take();
    this.handover = new Handover(context.name(), out, loop, this::taken, onBroken, onLost);
  }

  /** Its thread. */
  EventLoop loop() {
    return loop;
  }

  /** Where its batches wait. */
  Handover handover() {
    return handover;
  }

  /** Room for bytes on their way from a socket to the parser, good until the caller returns. */
  byte[] scratch() {
    return scratch;
  }

  /** From now on this reader is told when to read. */
  void add(Reader reader) {
    readers.add(reader);
    if (closed) {
      reader.stop();
      return;
    }
    reader.read(reading);
  }

  /** This reader is gone. */
  void remove(Reader reader) {
    readers.remove(reader);
  }

  /** Whether readers may read. */
  boolean reading() {
    return reading;
  }

  /**
   * Takes one message.
   *
   * @param flags of {@link Frames}
   * @param ticket its sender's
   */
  void message(byte[] a, int start, int end, int flags, Sender sender, Ticket ticket) {
    int stop = trim(a, start, end);
    if (stop == start) {
      counts.empty().increment();
      var _ = ticket.joins(true);
      return;
    }
    boolean oversize = (flags & Frames.OVERSIZE) != 0;
    if (oversize) {
      counts.oversize().increment();
      if (config.oversize() == SyslogInputConfig.Oversize.REJECT) {
        reject(Arrays.copyOfRange(a, start, stop), sender, ticket);
        return;
      }
      stop = Utf8.cut(a, start, stop);
    }
    for (int p = start; p < stop; ) {
      p = write(a, p, stop, flags, sender, ticket);
    }
    linger();
  }

  /** The number of the batch under way. */
  long batch() {
    return batch;
  }

  /** Has somebody told what becomes of the batch under way. */
  void receipt(Parcel.Receipt receipt) {
    receipts.add(receipt);
    linger();
  }

  /** Somebody waits for an answer: what there is goes on as soon as the pipeline takes it. */
  void hurry() {
    urgent = true;
    waitingToGoOn = true;
    goOn();
  }

  /** Has every reader do something. */
  void each(Consumer<Reader> action) {
    List.copyOf(readers).forEach(action);
  }

  /** Has all readers stop, hands on what there is, and takes nothing more. */
  void close() {
    closed = true;
    each(Reader::stop);
    flush();
    handover.end();
  }

  /** Hands on all there is. */
  private void flush() {
    if (size > 0 || !rejected.isEmpty() || !receipts.isEmpty()) {
      handOn();
    }
  }

  /** Line ends and zero bytes at the end of a message are no part of it. */
  private static int trim(byte[] a, int start, int end) {
    int p = end;
    while (p > start && (a[p - 1] == '\n' || a[p - 1] == '\r' || a[p - 1] == 0)) {
      p--;
    }
    return p;
  }

  private int write(byte[] a, int start, int end, int flags, Sender sender, Ticket ticket) {
    int after = parser.read(message, a, start, end);
    long most = rows.most(end - start, sender.end());
    byte[] room = block;
    boolean large = most > Blocks.SIZE;
    if (large) {
      flush();
      spare = spare.length < most ? new byte[(int) most] : spare;
      room = spare;
    } else if (most > block.length - used || size == MOST_EVENTS) {
      handOn();
      room = block;
    }
    int begin = large ? 0 : used;
    from[size] = begin;
    to[size] = rows.write(message, flags, sender.end(), room, begin);
    millis[size] = message.stamp.present ? message.stamp.epochMilli(a) : Long.MIN_VALUE;
    senders[size] = sender;
    used = to[size++];
    counts.count(message, flags, rows.invalid());
    joined(ticket, after == end);
    if (large) {
      go(Arrays.copyOf(room, used), () -> {});
    }
    return after;
  }

  private void joined(Ticket ticket, boolean whole) {
    owed += !ticket.joins(whole) && whole ? 1 : 0;
  }

  private void reject(byte[] bytes, Sender sender, Ticket ticket) {
    String reason = "the message is longer than max-message-size; this is its beginning";
    rejected.add(new Rejected(context.event(bytes, sender.origin()), reason));
    rejectedBytes += bytes.length + EVENT_WEIGHT;
    joined(ticket, true);
    if (rejectedBytes >= Blocks.SIZE) {
      handOn();
    }
    linger();
  }

  private void linger() {
    if (!lingering) {
      lingering = true;
      var _ =
          loop.schedule(
              () -> {
                lingering = false;
                flush();
              },
              LINGER,
              TimeUnit.MILLISECONDS);
    }
  }

  private void handOn() {
    if (used <= block.length / 4) {
      // A copy of little is cheaper than a block that is mostly empty.
      go(Arrays.copyOf(block, used), () -> {});
    } else {
      byte[] full = block;
      block = blocks.take();
      go(full, () -> blocks.give(full));
    }
  }

  private void go(byte[] array, Runnable release) {
    var events = new ArrayList<Event>(size);
    for (int i = 0; i < size; i++) {
      var event = senders[i].prototype().with(array, from[i], to[i] - from[i]);
      events.add(millis[i] == Long.MIN_VALUE ? event : event.identified(millis[i], 0, 0));
    }
    Arrays.fill(senders, 0, size, null);
    long bytes = array.length + (long) size * EVENT_WEIGHT + rejectedBytes;
    var parcel = new Parcel(new Batch(events, rejected, bytes, release), owed, receipts);
    batch++;
    used = 0;
    size = 0;
    rejected = new ArrayList<>();
    rejectedBytes = 0;
    owed = 0;
    receipts = new ArrayList<>();
    urgent = false;
    handover.offer(parcel);
    if (reading && handover.waiting() >= MOST_WAITING) {
      waitingToGoOn = true;
      goOn();
    }
  }

  /** The pipeline has taken a batch. Called by any thread. */
  private void taken() {
    if (waitingToGoOn) {
      loop.execute(this::goOn);
    }
  }

  private void goOn() {
    int waiting = handover.waiting();
    if (urgent && waiting == 0) {
      flush();
      urgent = false;
    }
    boolean wanted = waiting < (reading ? MOST_WAITING : MOST_WAITING / 2);
    if (wanted != reading) {
      reading = wanted;
      if (!wanted) {
        counts.pauses().increment();
      }
      each(reader -> reader.read(wanted));
    }
    waitingToGoOn = urgent || !reading;
  }
}
