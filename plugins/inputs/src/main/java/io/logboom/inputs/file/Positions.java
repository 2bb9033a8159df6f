package io.logboom.inputs.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.logboom.inputs.disk.DurableFile;
import io.logboom.inputs.disk.LockFile;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept on disk: {@code positions}, a line for each {@link Saved}, of which the last one of
 * an id counts. A line is a CRC-32C in eight digits, then the fields, with tabs between; texts have
 * what is not a plain character as {@code %}. Changes are appended; when most of the file is out of
 * date it is written anew. A last line that is cut short does not count, and another one that is
 * damaged is told of and passed over. {@code positions.lock} is held as long as somebody writes.
 * For one thread at a time.
 */
final class Positions implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Positions.class);
  private static final String VERSION = "logboom-positions-1";
  private static final int SLACK = 1 << 20;
  private static final int FIELDS = 18;

  private final Path file;
  private final LockFile lock;
  private @Nullable FileOutputStream out;
  private long size;
  private long sizeWhenNew;

  /**
   * Takes the file of a folder, which is made when it is not there.
   *
   * @throws IOException also when another input has it
   */
  Positions(Path folder) throws IOException {
    Files.createDirectories(folder);
    this.file = folder.resolve("positions");
    this.lock = LockFile.take(folder.resolve("positions.lock"));
  }

  /** Whether there is anything from before. */
  boolean exist() {
    return Files.exists(file);
  }

  /** What is there. */
  Collection<Saved> load() throws IOException {
    return read(file);
  }

  /** Reads what is in such a file, if there is one; a file that is none is an error. */
  static Collection<Saved> read(Path file) throws IOException {
    Map<Long, Saved> all = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return all.values();
    }
    var text = new String(Files.readAllBytes(file), UTF_8);
    if (!text.startsWith(VERSION + "\n")) {
      throw new IOException(file + " is not a file of positions that this version can read");
    }
    int damaged = 0;
    for (int at = VERSION.length() + 1; at < text.length(); ) {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        break; // Cut short when the process or the machine ended: it does not count.
      }
      damaged += take(text.substring(at, end), all) ? 0 : 1;
      at = end + 1;
    }
    if (damaged > 0) {
      log.warn("{}: {} damaged lines; what they told is read again", file, damaged);
    }
    return all.values();
  }

  private static boolean take(String line, Map<Long, Saved> all) {
    int tab = line.indexOf('\t');
    if (tab != 8 || !line.substring(0, tab).equals(sum(line.substring(tab + 1)))) {
      return false;
    }
    var fields = line.split("\t", -1);
    long id = Long.parseLong(fields[1]);
    if (fields.length == 2) {
      all.remove(id);
      return true;
    }
    if (fields.length != FIELDS) {
      return false;
    }
    var mark =
        new Mark(
            number(fields[8]), hex(fields[9]), hex(fields[10]), hex(fields[11]), hex(fields[12]));
    var saved =
        new Saved(
            id,
            Saved.Lies.valueOf(fields[17]),
            text(fields[14]),
            number(fields[2]),
            number(fields[3]),
            number(fields[4]),
            number(fields[5]),
            (int) number(fields[6]),
            hex(fields[7]),
            mark,
            number(fields[13]),
            Path.of(text(fields[15])),
            Path.of(text(fields[16])));
    all.put(id, saved);
    return true;
  }

  private static String line(Saved saved) {
    var mark = saved.mark();
    var fields =
        String.join(
            "\t",
            Long.toString(saved.id()),
            Long.toString(saved.born()),
            Long.toString(saved.packed()),
            Long.toString(saved.nuls()),
            Long.toString(saved.from()),
            Integer.toString(saved.headSize()),
            Long.toHexString(saved.head()),
            Long.toString(mark.at()),
            Long.toHexString(mark.state()),
            Long.toHexString(mark.first()),
            Long.toHexString(mark.second()),
            Long.toHexString(mark.tail()),
            Long.toString(saved.seen()),
            URLEncoder.encode(saved.key(), UTF_8),
            URLEncoder.encode(saved.home().toString(), UTF_8),
            URLEncoder.encode(saved.path().toString(), UTF_8),
            saved.lies().name());
    return sum(fields) + "\t" + fields + "\n";
  }

  private static long number(String field) {
    return Long.parseLong(field);
  }

  private static long hex(String field) {
    return Long.parseUnsignedLong(field, 16);
  }

  private static String text(String field) {
    return URLDecoder.decode(field, UTF_8);
  }

  private static String sum(String fields) {
    var crc = new CRC32C();
    crc.update(fields.getBytes(UTF_8));
    return "%08x".formatted(crc.getValue());
  }

  /** Whether everything is to be written anew the next time. */
  boolean isDue() {
    return out == null || size > 4 * sizeWhenNew + SLACK;
  }

  /**
   * Writes down what has changed; on return it outlives a power cut.
   *
   * @param all everything that matters, for when the file is written anew
   * @param forgotten ids that matter no more
   */
  void save(List<Saved> changed, List<Long> forgotten, Iterable<Saved> all) throws IOException {
    if (out == null || isDue()) {
      replace(all);
      return;
    }
    var bytes = new ByteArrayOutputStream();
    for (var saved : changed) {
      bytes.writeBytes(line(saved).getBytes(UTF_8));
    }
    for (var id : forgotten) {
      var field = Long.toString(id);
      bytes.writeBytes((sum(field) + "\t" + field + "\n").getBytes(UTF_8));
    }
    try {
      out.write(bytes.toByteArray());
      out.getFD().sync();
      size += bytes.size();
    } catch (IOException e) {
      // What was appended may be cut short in its middle: the next time all is written anew.
      closeFile();
      throw e;
    }
  }

  private void replace(Iterable<Saved> all) throws IOException {
    closeFile();
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes((VERSION + "\n").getBytes(UTF_8));
    for (var saved : all) {
      bytes.writeBytes(line(saved).getBytes(UTF_8));
    }
    DurableFile.write(file, bytes.toByteArray());
    out = new FileOutputStream(file.toFile(), true);
    size = bytes.size();
    sizeWhenNew = size;
  }

  private void closeFile() throws IOException {
    var closing = out;
    out = null;
    if (closing != null) {
      closing.close();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      closeFile();
    } finally {
      lock.close();
    }
  }
}
