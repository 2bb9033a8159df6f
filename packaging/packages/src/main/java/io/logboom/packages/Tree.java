package io.logboom.packages;

import io.logboom.packages.Entry.Folder;
import io.logboom.packages.Entry.Link;
import io.logboom.packages.Entry.Owner;
import io.logboom.packages.Entry.Plain;
import io.logboom.packages.Entry.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything that a package puts into a file system, ordered by path: parents before children, and
 * the same order on every machine. Modes follow from whether a file can be run, so the umask of
 * whoever built it has no say.
 */
final class Tree {
  private static final int RUNNABLE = 0755;
  private static final int READABLE = 0644;

  private final TreeMap<String, Entry> entries = new TreeMap<>();

  Collection<Entry> entries() {
    return entries.values();
  }

  /** The files alone. */
  List<Plain> files() {
    return entries.values().stream()
        .filter(Plain.class::isInstance)
        .map(Plain.class::cast)
        .toList();
  }

  Tree folder(String path) {
    return folder(path, RUNNABLE, Owner.ROOT);
  }

  Tree folder(String path, int mode, Owner owner) {
    parents(path);
    entries.put(path, new Folder(path, mode, owner));
    return this;
  }

  Tree file(String path, Content content) {
    return file(path, READABLE, Role.PROGRAM, content);
  }

  Tree file(String path, Role role, Content content) {
    return file(path, READABLE, role, content);
  }

  Tree file(String path, int mode, Role role, Content content) {
    parents(path);
    entries.put(path, new Plain(path, mode, role, content));
    return this;
  }

  Tree link(String path, String target) {
    parents(path);
    entries.put(path, new Link(path, target));
    return this;
  }

  /** A file or all that is below a folder; links stay links. */
  Tree copy(Path from, String to) throws IOException {
    return copy(from, to, Role.PROGRAM);
  }

  Tree copy(Path from, String to, Role role) throws IOException {
    try (Stream<Path> found = Files.walk(from)) {
      for (Path each : (Iterable<Path>) found::iterator) {
        String below = from.relativize(each).toString();
        String path = below.isEmpty() ? to : to + "/" + below;
        if (Files.isSymbolicLink(each)) {
          link(path, Files.readSymbolicLink(each).toString());
        } else if (Files.isDirectory(each)) {
          folder(path);
        } else {
          int mode = Files.isExecutable(each) ? RUNNABLE : READABLE;
          file(path, mode, role, new Content.Stored(each));
        }
      }
    }
    return this;
  }

  private void parents(String path) {
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String parent = path.substring(0, slash);
      entries.putIfAbsent(parent, new Folder(parent, RUNNABLE, Owner.ROOT));
    }
  }
}
