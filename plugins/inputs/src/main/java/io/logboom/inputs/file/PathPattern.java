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
import java.util.EnumSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A pattern of paths, and where to look for what fits it.
 *
 * @param root the folder above all that can fit
 * @param depth how many levels below it that can be
 */
record PathPattern(Path root, int depth, PathMatcher matcher) {

  /** Whether there is anything of a pattern in a path. */
  static boolean isIn(String path) {
    return beginsAt(path) >= 0;
  }

  static PathPattern of(String pattern) {
    int slash = pattern.lastIndexOf('/', beginsAt(pattern));
    var root = Path.of(slash < 0 ? "" : slash == 0 ? "/" : pattern.substring(0, slash));
    var rest = pattern.substring(slash + 1);
    int depth =
        rest.contains("**")
            ? Integer.MAX_VALUE
            : (int) rest.chars().filter(c -> c == '/').count() + 1;
    // To the JDK a double star before a slash wants at least one folder; to people it does not. Its
    // braces cannot be nested.
    var glob = pattern.contains("{") ? pattern : pattern.replace("**/", "{**/,}");
    return new PathPattern(root, depth, FileSystems.getDefault().getPathMatcher("glob:" + glob));
  }

  /** Where the pattern in a path begins; -1 when it has none. */
  private static int beginsAt(String path) {
    for (int i = 0; i < path.length(); i++) {
      if ("*?[{\\".indexOf(path.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Looks for what fits, through links, in no order; nothing when there is no such folder.
   *
   * @param closed told of folders that could not be looked into, and why
   */
  void find(BiConsumer<Path, BasicFileAttributes> found, Consumer<String> closed)
      throws IOException {
    if (Files.isDirectory(root)) {
      var links = EnumSet.of(FileVisitOption.FOLLOW_LINKS);
      Files.walkFileTree(root, links, depth, new Visitor(matcher, found, closed));
    }
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final PathMatcher matcher;
    private final BiConsumer<Path, BasicFileAttributes> found;
    private final Consumer<String> closed;

    Visitor(
        PathMatcher matcher, BiConsumer<Path, BasicFileAttributes> found, Consumer<String> closed) {
      this.matcher = matcher;
      this.found = found;
      this.closed = closed;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      // At the greatest depth folders come this way too.
      if (!attributes.isDirectory() && matcher.matches(file)) {
        found.accept(file, attributes);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      closed.accept(file + ": " + Failure.words(e));
      return FileVisitResult.CONTINUE;
    }
  }
}
