package io.logboom.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where things are: the checkout, the distribution that the build left, room for what tests write.
 */
final class Built {

  private Built() {}

  /** The top folder of the sources. */
  static Path checkout() {
    return folder("logboom.checkout");
  }

  /** The finished distribution. */
  static Path distribution() {
    return folder("logboom.distribution");
  }

  /** A file or folder of this module's sources. */
  static Path module(String path) {
    return checkout().resolve("packaging/tests").resolve(path);
  }

  /** A folder below the build's own, made when it is not there. */
  static Path scratch(String name) {
    try {
      return Files.createDirectories(module("target").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException("Maven sets the system property " + property);
    }
    Path folder = Path.of(value).toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(folder + " is missing: it comes from mvn package");
    }
    return folder;
  }
}
