package io.logboom.outputs.file;

import io.logboom.outputs.format.Compression;
import io.logboom.spi.Counter;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes what a process that died left under way: cuts off the torn end, gives the rest its name.
 * A file that another living process or output holds is left alone.
 */
final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private final PathTemplate template;
  private final Compression compression;
  private final Disk disk;
  private final Counter repaired;

  Leftovers(PathTemplate template, Compression compression, Disk disk, Counter repaired) {
    this.template = template;
    this.compression = compression;
    this.disk = disk;
    this.repaired = repaired;
  }

  /** Finishes all that are below the root and could be this output's. */
  void finishAll() throws IOException {
    if (Files.isDirectory(template.root())) {
      for (var file : find()) {
        finish(file);
      }
    }
  }

  private List<Path> find() throws IOException {
    var shape = template.shape();
    var found = new ArrayList<Path>();
    Files.walkFileTree(
        template.root(),
        Set.of(),
        template.depth(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = template.root().relativize(file).toString();
            if (attributes.isRegularFile()
                && name.endsWith(OpenFile.SUFFIX)
                && shape.matcher(withoutSuffix(name)).matches()) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            LOG.warn("cannot look for unfinished files in {}: {}", file, e.toString());
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static String withoutSuffix(String name) {
    return name.substring(0, name.length() - OpenFile.SUFFIX.length());
  }

  /** Finishes one, by the name it has while under way. */
  void finish(Path underWay) throws IOException {
    try (var channel = disk.open(underWay, false)) {
      if (OpenFile.lock(channel) == null) {
        LOG.warn("{} is being written by someone else and is left alone", underWay);
        return;
      }
      long size = channel.size();
      long whole = Tail.wholeLength(channel, compression);
      if (whole == 0) {
        Files.delete(underWay);
        LOG.info("removed {}: nothing in it was ever delivered", underWay);
        return;
      }
      if (whole < size) {
        channel.truncate(whole);
        channel.force(true);
        repaired.increment();
      }
      var name =
          OpenFile.publish(
              underWay.resolveSibling(withoutSuffix(underWay.getFileName().toString())));
      LOG.info("finished {}, left under way; {} torn bytes cut off", name, size - whole);
    }
  }
}
