package io.logboom.core.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Logboom this is, and what it runs on. */
final class Version {
  /** What the build makes of git's log; not there when it was made outside of a checkout. */
  private static final String GIT = "build.properties";

  private static final String MAVEN = "/META-INF/maven/io.logboom/logboom-core/pom.properties";

  private Version() {}

  /** The version and its commit, the JDK and the system, a line each. */
  static String text() {
    return "logboom "
        + property(MAVEN, "version", "unpackaged")
        + ", build "
        + property(GIT, "git.commit.id.abbrev", "unknown")
        + System.lineSeparator()
        + "JDK "
        + Runtime.version()
        + ", "
        + System.getProperty("java.vendor")
        + System.lineSeparator()
        + "on "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch");
  }

  /** What was written down when this was built; classes that are not in a jar have no version. */
  private static String property(String resource, String name, String otherwise) {
    try (var in = Version.class.getResourceAsStream(resource)) {
      var properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty(name, otherwise);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
