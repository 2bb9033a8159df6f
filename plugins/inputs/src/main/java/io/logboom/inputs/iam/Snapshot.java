package io.logboom.inputs.iam;

import io.logboom.inputs.disk.DurableFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was delivered last of one kind of principals of an account: fingerprints, and enough of a
 * name to say who is gone. Some 400 bytes a principal. Safe for use by many threads.
 *
 * <p>The file: a CRC32C of all that follows, in eight bytes, then {@link #FORM}, the number of
 * principals, and each of them.
 */
final class Snapshot {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);
  private static final int FORM = 1;

  /** One principal; a group has a fingerprint for each page. */
  record Entry(String id, String name, String arn, String path, List<String> fingerprints) {
    static Entry of(Principal principal) {
      return new Entry(
          principal.id(), principal.name(), principal.arn(), principal.path(), new ArrayList<>());
    }
  }

  private final Path file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private boolean changed;

  /** Reads what the file has; a damaged one is set aside. */
  Snapshot(Path file, Counters counters) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      byte[] bytes = Files.readAllBytes(file);
      if (!read(bytes)) {
        entries.clear();
        counters.snapshotDamaged.increment();
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        LOG.error(
            "{}: damaged, and set aside as {}: all is delivered again, and what was deleted since"
                + " is not told",
            file,
            aside.getFileName());
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private boolean read(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readLong() != checksum(bytes) || in.readInt() != FORM) {
        return false;
      }
      int size = in.readInt();
      for (int i = 0; i < size; i++) {
        var entry =
            new Entry(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), new ArrayList<>());
        int pages = in.readInt();
        for (int page = 0; page < pages; page++) {
          entry.fingerprints().add(in.readUTF());
        }
        entries.put(entry.id(), entry);
      }
      return true;
    } catch (IOException _) {
      // It ends too soon, which the caller says.
      return false;
    }
  }

  private static long checksum(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes, Long.BYTES, Math.max(0, bytes.length - Long.BYTES));
    return crc.getValue();
  }

  /** Whether this is what was delivered last of that page, from 0. */
  synchronized boolean has(Principal principal, int page, String fingerprint) {
    var entry = entries.get(principal.id());
    return entry != null
        && page < entry.fingerprints().size()
        && entry.fingerprints().get(page).equals(fingerprint);
  }

  /** That page was delivered. */
  synchronized void delivered(Principal principal, int page, String fingerprint) {
    var before = entries.get(principal.id());
    var entry = Entry.of(principal);
    if (before != null) {
      entry.fingerprints().addAll(before.fingerprints());
    }
    while (entry.fingerprints().size() <= page) {
      entry.fingerprints().add("");
    }
    entry.fingerprints().set(page, fingerprint);
    entries.put(principal.id(), entry);
    changed = true;
  }

  /** A principal has no more pages than these. */
  synchronized void cut(Principal principal, int pages) {
    var entry = entries.get(principal.id());
    if (entry != null && entry.fingerprints().size() > pages) {
      entry.fingerprints().subList(pages, entry.fingerprints().size()).clear();
      changed = true;
    }
  }

  /** Those that are not among these. */
  synchronized List<Entry> missing(Set<String> ids) {
    return entries.values().stream().filter(entry -> !ids.contains(entry.id())).toList();
  }

  /** It was delivered that one is gone. */
  synchronized void deleted(Entry entry) {
    entries.remove(entry.id());
    changed = true;
  }

  /** Whether anything is known of the one with that id. */
  synchronized boolean knows(String id) {
    return entries.containsKey(id);
  }

  /** Writes the file if anything has changed; on return it outlives a power cut. */
  synchronized void save() throws IOException {
    if (!changed) {
      return;
    }
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeLong(0);
      out.writeInt(FORM);
      out.writeInt(entries.size());
      for (var entry : entries.values()) {
        for (var text : List.of(entry.id(), entry.name(), entry.arn(), entry.path())) {
          out.writeUTF(text);
        }
        out.writeInt(entry.fingerprints().size());
        for (var fingerprint : entry.fingerprints()) {
          out.writeUTF(fingerprint);
        }
      }
    }
    byte[] all = bytes.toByteArray();
    ByteBuffer.wrap(all).putLong(0, checksum(all));
    DurableFile.write(file, all);
    changed = false;
  }

  @Override
  public synchronized String toString() {
    return file + " " + Arrays.toString(entries.keySet().toArray());
  }
}
