package io.logboom.packages;

import static io.logboom.packages.Entry.Role.CONFIGURATION;

import io.logboom.packages.Entry.Plain;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;

/**
 * Writes a Debian package: an ar archive of a format number, the control files and the tree, each of
 * the latter a tar below gzip (deb(5), deb-control(5)). Most of it is jars: xz would make it a
 * fifteenth smaller and take two minutes rather than ten seconds.
 *
 * @param scripts the folder with the control file, which asks for {@code @version@} and {@code
 *     @installed-size@}, and the maintainer scripts
 */
record Deb(Path scripts, Release release) {
  private static final List<String> SCRIPTS = List.of("preinst", "postinst", "prerm", "postrm");
  private static final int FILE = 0100644;

  void write(Tree tree, Path deb) throws IOException {
    Path data = Files.createTempFile(deb.getParent(), "data", ".tar.gz");
    Path control = Files.createTempFile(deb.getParent(), "control", ".tar.gz");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(deb));
        var ar = new ArArchiveOutputStream(out)) {
      pack(tree, data);
      pack(control(tree), control);
      put(ar, "debian-binary", Content.of("2.0\n"));
      put(ar, "control.tar.gz", new Content.Stored(control));
      put(ar, "data.tar.gz", new Content.Stored(data));
    } finally {
      Files.delete(data);
      Files.delete(control);
    }
  }

  private void pack(Tree tree, Path to) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to));
        OutputStream gzip = Gzip.to(out)) {
      Tar.write(tree, "./", release.time(), gzip);
    }
  }

  private void put(ArArchiveOutputStream ar, String name, Content content) throws IOException {
    long seconds = release.time().getEpochSecond();
    ar.putArchiveEntry(new ArArchiveEntry(name, content.size(), 0, 0, FILE, seconds));
    try (InputStream in = content.open()) {
      in.transferTo(ar);
    }
    ar.closeArchiveEntry();
  }

  private Tree control(Tree tree) throws IOException {
    var values =
        Map.of("version", release.ordered(), "installed-size", Long.toString(kibibytes(tree)));
    String fields = Template.fill(Files.readString(scripts.resolve("control")), values);
    var control =
        new Tree()
            .file("control", Content.of(fields))
            .file("conffiles", Content.of(conffiles(tree)))
            .file("md5sums", Content.of(sums(tree)));
    for (String name : SCRIPTS) {
      Path script = scripts.resolve(name);
      if (Files.exists(script)) {
        control.file(name, 0755, Entry.Role.PROGRAM, new Content.Stored(script));
      }
    }
    return control;
  }

  /** As Debian's policy 5.6.20 counts: files by whole KiB, everything else as one. */
  private static long kibibytes(Tree tree) throws IOException {
    long sum = 0;
    for (Entry entry : tree.entries()) {
      sum += entry instanceof Plain file ? Math.ceilDiv(file.content().size(), 1024) : 1;
    }
    return sum;
  }

  private static String conffiles(Tree tree) {
    return tree.files().stream()
        .filter(file -> file.role() == CONFIGURATION)
        .map(file -> "/" + file.path() + "\n")
        .collect(Collectors.joining());
  }

  private static String sums(Tree tree) {
    return tree.files().stream()
        .filter(file -> file.role() != CONFIGURATION)
        .map(file -> md5(file.content()) + "  " + file.path() + "\n")
        .collect(Collectors.joining());
  }

  private static String md5(Content content) {
    try {
      return Digests.hex(content.open(), Digests.md5());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
