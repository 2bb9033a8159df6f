package io.logboom.inputs.kinesis;

import io.logboom.inputs.disk.DurableFile;
import io.logboom.inputs.kinesis.Checkpoint.LostException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each shard is delivered, in a file of the input's data directory: written anew, flushed
 * to the disk and put in place of the old one each time, so that it is always whole. One process at
 * a time has it. Safe for use by many threads.
 *
 * <pre>
 * logboom-kinesis 1
 * stream NAME CREATED          when the stream was made, in milliseconds since 1970
 * begun MILLIS                 when it was first read here
 * at SHARD SEQUENCE SUB        delivered up to here
 * ended SHARD                  delivered to its end
 * </pre>
 */
final class Checkpoints implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final String HEAD = "logboom-kinesis 1";

  private final Path folder;
  private final Path file;
  private final FileChannel lock;
  private final Map<String, Position> positions = new TreeMap<>();
  private final Map<String, Boolean> ended = new TreeMap<>();
  private @Nullable String stream;
  private @Nullable Instant begun;

  private Checkpoints(Path folder, FileChannel lock) {
    this.folder = folder;
    this.file = folder.resolve("checkpoints");
    this.lock = lock;
  }

  /**
   * Reads what is there.
   *
   * @throws IOException also when another process has it, or the file makes no sense
   */
  static Checkpoints open(Path folder) throws IOException {
    Files.createDirectories(folder);
    var lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() == null) {
        throw new IOException(folder + " is in use by another agent");
      }
    } catch (OverlappingFileLockException e) {
      lock.close();
      throw new IOException(folder + " is in use by another input", e);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
    var checkpoints = new Checkpoints(folder, lock);
    checkpoints.load();
    return checkpoints;
  }

  /**
   * Says which stream this is. What is remembered of another one, such as one of the same name that
   * has been deleted since, is void.
   *
   * @param created when it was made
   * @return false when something was remembered that is void now
   */
  synchronized boolean of(String name, Instant created, Instant now) throws IOException {
    String known = stream;
    String now0 = name + " " + created.toEpochMilli();
    if (now0.equals(known)) {
      return true;
    }
    stream = now0;
    positions.clear();
    ended.clear();
    // A stream that took the place of another is read from its beginning.
    begun = known == null ? now : Instant.EPOCH;
    write();
    return known == null;
  }

  /** When the stream was first read; the epoch for one that took the place of another. */
  synchronized Instant begun() {
    if (begun == null) {
      throw new IllegalStateException("no stream yet");
    }
    return begun;
  }

  /** Up to where a shard is delivered; empty when nothing of it is. */
  synchronized Optional<Position> position(String shard) {
    return Optional.ofNullable(positions.get(shard));
  }

  /** Whether a shard is delivered to its end. */
  synchronized boolean ended(String shard) {
    return ended.containsKey(shard);
  }

  /** Where the positions of one shard are remembered. */
  Checkpoint of(String shard) {
    return position -> note(shard, position);
  }

  /** Forgets where a shard was: it is read from where the stream is to be begun. */
  synchronized void forget(String shard) throws IOException {
    positions.remove(shard);
    write();
  }

  /** Everything of a shard is delivered. */
  synchronized void end(String shard) throws IOException {
    positions.remove(shard);
    ended.put(shard, true);
    write();
  }

  /** Kinesis has these shards; of others nothing need be remembered. */
  synchronized void keep(List<String> shards) throws IOException {
    boolean changed = positions.keySet().retainAll(shards);
    if (ended.keySet().retainAll(shards) || changed) {
      write();
    }
  }

  private synchronized boolean note(String shard, Position position) throws LostException {
    Position before = positions.put(shard, position);
    try {
      write();
      return true;
    } catch (IOException e) {
      if (before == null) {
        positions.remove(shard);
      } else {
        positions.put(shard, before);
      }
      LOG.error("{} could not be written; tried again: {}", file, e.toString());
      return false;
    }
  }

  private void write() throws IOException {
    var text = new StringBuilder(HEAD).append('\n');
    text.append("stream ").append(stream).append('\n');
    text.append("begun ").append(begun().toEpochMilli()).append('\n');
    positions.forEach(
        (shard, position) ->
            text.append("at ")
                .append(shard)
                .append(' ')
                .append(position.sequence())
                .append(' ')
                .append(position.sub())
                .append('\n'));
    ended.keySet().forEach(shard -> text.append("ended ").append(shard).append('\n'));
    DurableFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void load() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    List<String> lines = Files.readAllLines(file);
    try {
      for (int i = 0; i < lines.size(); i++) {
        read(i, lines.get(i).split(" "));
      }
      begun();
    } catch (RuntimeException e) {
      close();
      throw new IOException(
          file
              + " makes no sense ("
              + e.getMessage()
              + "); put it right, or remove it to begin anew",
          e);
    }
  }

  private void read(int index, String[] words) {
    if (index == 0) {
      require(String.join(" ", words).equals(HEAD), index);
      return;
    }
    switch (words[0] + words.length) {
      case "stream3" -> stream = words[1] + " " + words[2];
      case "begun2" -> begun = Instant.ofEpochMilli(Long.parseLong(words[1]));
      case "at4" -> {
        require(words[2].matches("\\d{1,64}"), index);
        positions.put(words[1], new Position(words[2], Long.parseLong(words[3])));
      }
      case "ended2" -> ended.put(words[1], true);
      default -> require(false, index);
    }
  }

  private static void require(boolean holds, int index) {
    if (!holds) {
      throw new IllegalArgumentException("line " + (index + 1));
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing the lock of " + folder, e);
    }
  }
}
