package io.logboom.inputs.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The files that are there for paths and patterns, now. Nothing may be there yet.
 *
 * @param files by their keys, each under the first of its paths
 * @param closed what could not be looked into, and why
 */
record Listing(SequencedMap<String, Seen> files, List<String> closed) {

  /** Looks. */
  static Listing of(List<String> paths) {
    var listing = new Listing(new LinkedHashMap<>(), new ArrayList<>());
    for (var text : paths) {
      var path = Path.of(text);
      try {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class);
        listing.add(path, attributes);
      } catch (NoSuchFileException e) {
        if (PathPattern.isIn(text)) {
          listing.find(text);
        }
      } catch (IOException e) {
        listing.closed.add(path + ": " + Failure.words(e));
      }
    }
    listing.dropFalseBirths();
    return listing;
  }

  /**
   * Where a file system does not tell when a file was made, the JDK gives the time of its last
   * change. A file for which the two are the same may also be one that was just made: that is so
   * where anything else on its device has two different times.
   */
  private void dropFalseBirths() {
    Map<String, Boolean> tells = new HashMap<>();
    for (var seen : files.values()) {
      if (seen.born() != seen.modified()) {
        tells.put(seen.device(), true);
      }
    }
    files.replaceAll(
        (_, seen) ->
            tells.computeIfAbsent(seen.device(), _ -> isTold(seen.path())) ? seen : seen.unborn());
  }

  private static boolean isTold(Path file) {
    try {
      var folder = file.toRealPath().resolveSibling("");
      var attributes = Files.readAttributes(folder, BasicFileAttributes.class);
      return !attributes.creationTime().equals(attributes.lastModifiedTime());
    } catch (IOException e) {
      return false; // It cannot be told, then.
    }
  }

  private void find(String pattern) {
    try {
      PathPattern.of(pattern).find(this::add, closed::add);
    } catch (IOException e) {
      closed.add(pattern + ": " + Failure.words(e));
    }
  }

  private void add(Path path, BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      var seen = Seen.of(path, attributes);
      files.merge(seen.key(), seen, Listing::first);
    }
  }

  /** The order of a folder's names is not ours: the same of two names is taken each time. */
  private static Seen first(Seen one, Seen other) {
    return one.path().compareTo(other.path()) <= 0 ? one : other;
  }
}
