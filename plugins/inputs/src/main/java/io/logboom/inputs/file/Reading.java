package io.logboom.inputs.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One stream of bytes that somebody writes or wrote, read once wherever it lies: in the file it was
 * begun in, under that file's later names, in a copy of it, or in nothing any more. Guarded by the
 * lock of its {@link Following}.
 */
final class Reading {

  /** What {@link #packed} is for a file that is not compressed. */
  static final long PLAIN = -1;

  /** What it is for a compressed one of which not all has been handed on. */
  static final long UNFINISHED = -2;

  private static final byte[] NOTHING = {};

  /** Unlike that of any other, and greater than that of earlier ones. */
  final long id;

  /** The path it was first found at: what is found there later is what comes after it. */
  final Path home;

  /** What the names begin with that its file gets later. */
  final String stem;

  /** Where it lies now, or did last. */
  Path path;

  /** The device and inode of the file where it lies, or did last. */
  String key = "";

  /** When that file was made; 0 when that is not known. */
  long born;

  /** The size of a compressed file of which everything was handed on, or one of the above. */
  long packed = PLAIN;

  private Beginning beginning;

  /** Where the fingerprint begins. */
  private long from;

  private Mark read;
  private Mark done;
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();
  private @Nullable Content content;

  /** The bytes before {@link #read}, while open. */
  private byte[] tail = NOTHING;

  /** How far the end of a line longer than the buffer has been looked for. */
  private Pieces.@Nullable Sought sought;

  /** Of the last look: its size, when it was changed, which look that was. */
  long size;

  long modified;
  long look;

  /** When something was last written to it or its name changed, on the clock of {@link Time}. */
  long changed;

  /** When it was last seen, in seconds since 1970: those gone for long are forgotten. */
  long seen;

  /** Whether it has been compared since the agent started. */
  boolean verified;

  /** Whether it has no name any more that is looked at, but is still open. */
  boolean gone;

  /** Whether its file had another content all of a sudden: it was made shorter. */
  boolean truncated;

  /** Whether it waits to be read. */
  boolean queued;

  /** Whether its last line is to be taken although it has no end. */
  boolean flush;

  /** Whether there was nothing even so. */
  boolean barren;

  /** Whether what is known of it is not on disk yet. */
  boolean dirty = true;

  /** How much was there when it was last looked at and is not read; told when it is not found. */
  long missed;

  Reading(long id, Path home) {
    this.id = id;
    this.home = home;
    this.stem = Candidates.stem(home);
    this.path = home;
    this.beginning = new Beginning(0, 0, 0);
    this.read = mark(0, new Fingerprint(), NOTHING);
    this.done = read;
  }

  /** As it was written down. */
  Reading(Saved saved) {
    this.id = saved.id();
    this.truncated = saved.lies() == Saved.Lies.TRUNCATED;
    this.home = saved.home();
    this.stem = Candidates.stem(home);
    this.path = saved.path();
    this.key = saved.key();
    this.born = saved.born();
    this.packed = saved.packed();
    this.beginning = new Beginning(saved.nuls(), saved.headSize(), saved.head());
    this.from = saved.from();
    this.read = saved.mark();
    this.done = read;
    this.seen = saved.seen();
    this.dirty = false;
  }

  /** To be written down. */
  Saved saved(boolean placed) {
    var lies = placed ? Saved.Lies.HERE : truncated ? Saved.Lies.TRUNCATED : Saved.Lies.GONE;
    return new Saved(
        id,
        lies,
        key,
        born,
        packed >= 0 && !pending.isEmpty() ? UNFINISHED : packed,
        beginning.nuls(),
        from,
        beginning.size(),
        beginning.print(),
        done,
        seen,
        home,
        path);
  }

  /** Whether its file is not compressed. */
  boolean isPlain() {
    return packed == PLAIN;
  }

  /** Up to where it has been handed on. */
  Mark read() {
    return read;
  }

  /** What is under way, in order. */
  ArrayDeque<Pending> pending() {
    return pending;
  }

  /** Where the fingerprint begins. */
  long from() {
    return from;
  }

  /** Its first bytes. */
  Beginning beginning() {
    return beginning;
  }

  /** Whether it lies where it does not belong: under a later name, or as a copy. */
  boolean isRotated() {
    return gone || !path.equals(home);
  }

  /** How much of its file was there and not read, when that was last looked at. */
  long unread() {
    return isPlain() && !barren ? Math.max(0, size - read.at()) : 0;
  }

  /** How much has been read that it can be known by. */
  long evidence() {
    return Math.max(read.at() - from, beginning.size());
  }

  /** Whether nothing of it has been read, so that it is no matter whether it is found again. */
  boolean isUntouched() {
    return read.at() == from && beginning.size() == 0 && pending.isEmpty();
  }

  boolean isOpen() {
    return content != null;
  }

  /** The open file. */
  Content content() {
    if (content == null) {
      throw new IllegalStateException(path + " is not open");
    }
    return content;
  }

  /** Takes an open file, whose content is known to be its own. */
  void open(Content opened) throws IOException {
    content = opened;
    tail = before(opened, read.at());
  }

  private static byte[] before(Content content, long at) throws IOException {
    int length = (int) Math.min(Mark.TAIL, at);
    return content.read(at - length, length);
  }

  void close() throws IOException {
    var closing = content;
    content = null;
    tail = NOTHING;
    if (closing != null) {
      closing.close();
    }
  }

  /** Goes on in another file. */
  void moveTo(Seen file) {
    path = file.path();
    key = file.key();
    born = file.born();
    size = file.size();
    modified = file.modified();
    verified = true;
    gone = false;
    truncated = false;
    missed = 0;
    dirty = true;
  }

  /** Whether an open file begins as this does, and has the same before the mark. */
  boolean isIn(Content other) throws IOException {
    if (other.length() < Math.max(read.at(), beginning.end()) || !beginning.isOf(other)) {
      return false;
    }
    byte[] before = before(other, read.at());
    return Fingerprint.of(before, 0, before.length) == read.tail();
  }

  /** Whether it is in another file up to the mark, all of it as far as one can tell. */
  boolean isCopiedIn(Content other, byte[] buffer) throws IOException {
    return isIn(other) && read.agrees(other.print(from, read.at(), buffer));
  }

  /** Whether these begin with the last bytes that were read. */
  boolean wentBefore(byte[] bytes, int length) {
    return length >= tail.length && Arrays.equals(bytes, 0, tail.length, tail, 0, tail.length);
  }

  /** How many of the last bytes are known. */
  int tailLength() {
    return tail.length;
  }

  /** Nothing but NULs stands before that place, of an open file of which nothing is read yet. */
  void beginBehind(long zeros) throws IOException {
    begin(new Beginning(zeros, 0, 0), zeros, before(content(), zeros));
  }

  /** The same of a compressed file. */
  void beginPacked(long zeros) {
    begin(new Beginning(zeros, 0, 0), zeros, new byte[(int) Math.min(Mark.TAIL, zeros)]);
  }

  /** Begins there, and what stands before it is nobody's business. */
  void beginAt(long place) throws IOException {
    begin(Beginning.of(content(), place), place, before(content(), place));
  }

  private void begin(Beginning head, long at, byte[] before) {
    beginning = head;
    from = at;
    tail = before;
    read = mark(at, new Fingerprint(), before);
    done = read;
    dirty = true;
  }

  private static Mark mark(long at, Fingerprint print, byte[] tail) {
    return new Mark(
        at, print.state(), print.first(), print.second(), Fingerprint.of(tail, 0, tail.length));
  }

  /** The fingerprint at the mark, to go on with. */
  Fingerprint print() {
    return new Fingerprint(read.state(), read.first(), read.second(), read.at() - from);
  }

  /** The bytes that come next have been read: from here on they count as handed on. */
  Pending advance(byte[] bytes, int start, int end) {
    var print = print();
    print.add(bytes, start, end);
    beginning.add(read.at(), bytes, start, end);
    int fresh = Math.min(Mark.TAIL, end - start);
    int old = Math.min(tail.length, Mark.TAIL - fresh);
    byte[] last = Arrays.copyOfRange(tail, tail.length - old, tail.length + fresh);
    System.arraycopy(bytes, end - fresh, last, old, fresh);
    return advance(end - start, print, last);
  }

  /** The same of bytes that were only looked at: their fingerprint and the last of them. */
  Pending advance(long length, Fingerprint print, byte[] last) {
    tail = last;
    sought = null;
    read = mark(read.at() + length, print, last);
    var part = new Pending(read);
    pending.add(part);
    return part;
  }

  /** How far the end of a long line has been looked for. */
  Pieces.@Nullable Sought sought() {
    return sought;
  }

  void sought(Pieces.Sought looked) {
    sought = looked;
  }

  /** The first part under way is delivered. */
  void delivered() {
    done = pending.removeFirst().mark();
    dirty = true;
  }

  /** What is not delivered is read again. */
  void rewind() throws IOException {
    pending.clear();
    read = done;
    sought = null;
    if (content != null) {
      tail = before(content, read.at());
    }
  }

  /** Takes over what another one knows of the same bytes. */
  void resume(Reading other) {
    beginning =
        new Beginning(other.beginning.nuls(), other.beginning.size(), other.beginning.print());
    from = other.from;
    read = other.read;
    done = other.read;
    dirty = true;
  }
}
