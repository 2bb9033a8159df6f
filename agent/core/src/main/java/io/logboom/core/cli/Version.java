package io.logboom.core.cli;

import io.logboom.core.telemetry.Release;

/** Which Logboom this is, and what it runs on. */
final class Version {

  private Version() {}

  /** The version and its commit, the JDK and the system, a line each. */
  static String text() {
    return "logboom "
        + Release.version()
        + ", build "
        + Release.build()
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
}
