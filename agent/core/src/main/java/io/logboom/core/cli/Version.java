package io.logboom.core.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Logboom this is, and what it runs on. */
final class Version {
  private static final String MAVEN = "/META-INF/maven/io.logboom/logboom-core/pom.properties";

  private Version() {}

  /** The version, the JDK and the system, a line each. */
  static String text() {
    return "logboom "
        + number()
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

  /** What Maven writes into the jar; classes that are not in one have no version yet. */
  private static String number() {
    try (var in = Version.class.getResourceAsStream(MAVEN)) {
      var properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "unpackaged");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
