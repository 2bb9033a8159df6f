package io.logboom.inputs.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
      } else if (!PathPattern.isIn(text)) {
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
    var found = new ArrayList<Path>();
    PathPattern.of(pattern).find((file, _) -> found.add(file), closed::add);
    found.sort(null);
    files.addAll(found);
    return !found.isEmpty();
  }
}
