package io.logboom.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** An archive in memory, by names without a slash at either end. */
final class Unpacked {

  /** What a tar says of a file, and the file. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Part(TarArchiveEntry header, byte[] bytes) {}

  private final Map<String, Part> parts = new LinkedHashMap<>();

  private Unpacked() {}

  static Unpacked tar(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return new Unpacked().add("", in);
    }
  }

  static Unpacked tarGz(InputStream in) throws IOException {
    return new Unpacked().add("", new GZIPInputStream(in));
  }

  /** The parts of both archives, below control and data. */
  static Unpacked deb(Path file) throws IOException {
    var unpacked = new Unpacked();
    try (var ar = new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (ArArchiveEntry part = ar.getNextEntry(); part != null; part = ar.getNextEntry()) {
        String name = part.getName();
        if (name.endsWith(".tar.gz")) {
          String prefix = name.replace(".tar.gz", "/");
          unpacked.add(prefix, new GZIPInputStream(new ByteArrayInputStream(ar.readAllBytes())));
        }
      }
    }
    return unpacked;
  }

  private Unpacked add(String prefix, InputStream in) throws IOException {
    var tar = new TarArchiveInputStream(in);
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      String name = entry.getName().replaceAll("^\\./|/$", "");
      parts.put(prefix + name, new Part(entry, entry.isFile() ? tar.readAllBytes() : new byte[0]));
    }
    return this;
  }

  List<String> names() {
    return List.copyOf(parts.keySet());
  }

  Map<String, Part> parts() {
    return parts;
  }

  byte[] bytes(String name) {
    return Objects.requireNonNull(parts.get(name), name).bytes();
  }

  String text(String name) {
    return new String(bytes(name), UTF_8);
  }

  String sha256(String name) throws IOException {
    return Digests.hex(new ByteArrayInputStream(bytes(name)), Digests.sha256());
  }
}
