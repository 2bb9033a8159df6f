package io.logboom.inputs.net;

import java.util.Locale;

/** Whether those who connect show a certificate of their own. */
public enum ClientCertificates {
  /** They are not asked to. */
  NONE,
  /** They may; one that is not trusted ends the connection. */
  OPTIONAL,
  /** They must. */
  REQUIRED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
