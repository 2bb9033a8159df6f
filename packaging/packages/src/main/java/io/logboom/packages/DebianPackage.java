package io.logboom.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** A package of Debian's, of which the image takes some files. */
record DebianPackage(Path file) {

  /** Its control file: name, version and the like, a field a line. */
  String control() throws IOException {
    var found = new Tree();
    read("control.tar.xz", List.of("control"), found);
    if (found.files().isEmpty()) {
      throw new IOException(file + " has no control file");
    }
    try (InputStream in = found.files().getFirst().content().open()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** A field of the control file. */
  String field(String name) throws IOException {
    var matcher = Pattern.compile("(?m)^" + name + ": (.*)$").matcher(control());
    if (!matcher.find()) {
      throw new IOException(file + " does not say its " + name);
    }
    return matcher.group(1);
  }

  /**
   * Puts files into a tree.
   *
   * @param wanted paths without a slash in front; one that ends in a slash stands for all below it
   * @throws IOException also when one is not in the package
   */
  void copy(List<String> wanted, Tree into) throws IOException {
    read("data.tar.xz", wanted, into);
  }

  private void read(String member, List<String> wanted, Tree into) throws IOException {
    try (var ar = new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (ArArchiveEntry part = ar.getNextEntry(); part != null; part = ar.getNextEntry()) {
        if (part.getName().equals(member)) {
          unpack(new TarArchiveInputStream(new XZCompressorInputStream(ar)), wanted, into);
          return;
        }
      }
    }
    throw new IOException(file + " has no " + member);
  }

  private void unpack(TarArchiveInputStream tar, List<String> wanted, Tree into)
      throws IOException {
    var missing = new HashSet<>(wanted);
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      String path = entry.getName().replaceFirst("^\\./", "");
      for (String want : wanted) {
        if (path.equals(want) || (want.endsWith("/") && path.startsWith(want))) {
          missing.remove(want);
          put(entry, path, tar, into);
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new IOException(file + " has no " + String.join(", ", missing));
    }
  }

  private static void put(TarArchiveEntry entry, String path, InputStream tar, Tree into)
      throws IOException {
    if (entry.isSymbolicLink()) {
      into.link(path, entry.getLinkName());
    } else if (entry.isFile()) {
      var content = new Content.Bytes(tar.readAllBytes());
      into.file(path, entry.getMode() & 0777, Entry.Role.PROGRAM, content);
    }
  }
}
