package io.logboom.core.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Logboom this is. */
public final class Release {
  /** What the build makes of git's log; not there when it was made outside of a checkout. */
  private static final String GIT = "/io/logboom/core/cli/build.properties";

  private static final String MAVEN = "/META-INF/maven/io.logboom/logboom-core/pom.properties";

  private Release() {}

  /** The version; classes that are not in a jar have none. */
  public static String version() {
    return property(MAVEN, "version", "unpackaged");
  }

  /** The commit it was built of. */
  public static String build() {
    return property(GIT, "git.commit.id.abbrev", "unknown");
  }

  private static String property(String resource, String name, String otherwise) {
    try (var in = Release.class.getResourceAsStream(resource)) {
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
