package io.logboom.inputs.file;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * What paths and patterns find.
 *
 * @param files each once, in the order of the patterns, then of the names
 * @param vain the patterns that find nothing
 * @param closed the folders that could not be looked into, and why
 */
record Search(List<Path> files, List<String> vain, List<String> closed) {

  /**
   * Looks for them.
   *
   * @throws IOException when a path that is no pattern is not there or is a folder, or nothing was
   *     found at all
   */
  static Search of(List<String> paths) throws IOException {
    SequencedSet<Path> files = new LinkedHashSet<>();
    var vain = new ArrayList<String>();
    var closed = new ArrayList<String>();
    for (var text : paths) {
      var path = Path.of(text);
      if (Files.isDirectory(path)) {
        throw new IOException(
            text + " is a folder; write " + path.resolve("*") + " for the files in it");
      }
      if (Files.exists(path)) {
        files.add(path);
      } else if (firstOfPattern(text) < 0) {
        throw new IOException("there is no file " + text);
      } else if (!find(text, files, closed)) {
        vain.add(text);
      }
    }
    if (files.isEmpty() && closed.isEmpty()) {
      throw new IOException("no file fits " + String.join(", ", vain));
    }
    return new Search(List.copyOf(files), List.copyOf(vain), List.copyOf(closed));
  }

  private static boolean find(String pattern, SequencedSet<Path> files, List<String> closed)
      throws IOException {
    int slash = pattern.lastIndexOf('/', firstOfPattern(pattern));
    var root = Path.of(slash < 0 ? "" : slash == 0 ? "/" : pattern.substring(0, slash));
    if (!Files.isDirectory(root)) {
      return false;
    }
    var rest = pattern.substring(slash + 1);
    int depth =
        rest.contains("**")
            ? Integer.MAX_VALUE
            : (int) rest.chars().filter(c -> c == '/').count() + 1;
    // To the JDK a double star before a slash wants at least one folder; to people it does not. Its
    // braces cannot be nested.
    var glob = pattern.contains("{") ? pattern : pattern.replace("**/", "{**/,}");
    var matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    var found = new ArrayList<Path>();
    Files.walkFileTree(
        root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, new Visitor(matcher, found, closed));
    found.sort(null);
    files.addAll(found);
    return !found.isEmpty();
  }

  /** Where the pattern in a path begins; -1 when it has none. */
  private static int firstOfPattern(String path) {
    for (int i = 0; i < path.length(); i++) {
      if ("*?[{\\".indexOf(path.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final PathMatcher matcher;
    private final List<Path> found;
    private final List<String> closed;

    Visitor(PathMatcher matcher, List<Path> found, List<String> closed) {
      this.matcher = matcher;
      this.found = found;
      this.closed = closed;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      // At the greatest depth folders come this way too.
      if (!attributes.isDirectory() && matcher.matches(file)) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      closed.add(file + ": " + Failure.words(e));
      return FileVisitResult.CONTINUE;
    }
  }
}
