package io.logboom.outputs.secops;

import java.util.Locale;

/** Which version of the Chronicle API is spoken. */
public enum Version {
  V1,
  V1BETA,
  V1ALPHA;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
