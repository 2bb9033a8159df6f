package io.logboom.packages;

import java.time.Instant;
import java.util.Locale;

/**
 * Which version is packed, and the time that everything in it bears.
 *
 * @param version as Maven has it: {@code 1.2.0}, {@code 1.2.0-SNAPSHOT}, {@code 1.2.0-rc1}
 */
record Release(String version, Instant time) {

  /**
   * The version as dpkg and rpm order it: what follows a hyphen comes before the version itself,
   * which both write as a tilde (deb-version(7), rpm-version(7)).
   */
  String ordered() {
    return version.toLowerCase(Locale.ROOT).replace('-', '~');
  }

  /** The version as a tag of an image, which must not have a plus in it. */
  String tag() {
    return version.replace('+', '-');
  }
}
