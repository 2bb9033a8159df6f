import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes the folder that every package holds: {@code java MakeFolder.java DISTRIBUTION FOLDER TIME
 * [AOT]}. It is what a checkout runs, a runtime of its own, and what that runtime has learned of
 * the main job, or the file AOT instead of learning anew. Every file and folder is of that time and
 * of mode 755 or 644, before anything is learned: Java looks at the times of jars, so packages have
 * to keep them.
 */
final class MakeFolder {

  private MakeFolder() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path distribution = Path.of(args[0]);
    Path folder = Path.of(args[1]);
    var time = FileTime.from(Instant.parse(args[2]));
    delete(folder);
    copy(distribution, folder);
    Files.deleteIfExists(folder.resolve("lib/logboom.aot"));
    try (Stream<Path> jars = Files.list(folder.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        if (jar.getFileName().toString().matches("logboom-.*\\.jar")) {
          forgetModes(jar, time);
        }
      }
    }
    Path work = Files.createTempDirectory("logboom-runtime");
    try {
      Modules.link(folder.resolve("lib"), work, folder.resolve("runtime"));
    } finally {
      delete(work);
    }
    settle(folder, time);
    String learned = args.length > 3 ? args[3].strip() : "";
    if (!learned.isEmpty() && !learned.equals("none")) {
      Files.copy(Path.of(learned), folder.resolve("lib/logboom.aot"));
    } else if (learned.isEmpty() && !Training.train(folder, folder.resolve("runtime"))) {
      System.exit(1);
    }
    settle(folder, time);
  }

  /** Maven notes in our jars whom the umask of the build let read each class: nobody's business. */
  private static void forgetModes(Path jar, FileTime time) throws IOException {
    Path bare = jar.resolveSibling("bare");
    try (var from = new ZipFile(jar.toFile());
        var to = new ZipOutputStream(Files.newOutputStream(bare))) {
      for (ZipEntry entry : from.stream().toList()) {
        var same = new ZipEntry(entry.getName());
        same.setTimeLocal(LocalDateTime.ofInstant(time.toInstant(), ZoneOffset.UTC));
        to.putNextEntry(same);
        try (InputStream content = from.getInputStream(entry)) {
          content.transferTo(to);
        }
      }
    }
    Files.move(bare, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(
            file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static void settle(Path folder, FileTime time) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      // Folders last: what is done in them changes their times.
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!Files.isSymbolicLink(file)) {
          boolean open = Files.isDirectory(file) || Files.isExecutable(file);
          Files.setPosixFilePermissions(
              file, PosixFilePermissions.fromString(open ? "rwxr-xr-x" : "rw-r--r--"));
          Files.setLastModifiedTime(file, time);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.delete(file);
      }
    }
  }
}
