package io.logboom.core.config;

import io.logboom.spi.Secret;
import java.util.Optional;

/**
 * The admin endpoint.
 *
 * @param listen where; empty for {@link #USUAL}, where it is no failure when somebody else listens
 * @param token what a reader from elsewhere shows
 * @param readAccess who may read when it listens for others than this machine
 */
public record AdminConfig(
    boolean enabled, Optional<HostPort> listen, Optional<Secret> token, ReadAccess readAccess) {

  /** Where it listens when it is not told. */
  public static final HostPort USUAL = new HostPort("127.0.0.1", 9600);

  /** There is none. */
  public static final AdminConfig OFF =
      new AdminConfig(false, Optional.empty(), Optional.empty(), ReadAccess.TOKEN);

  /** Who may read. */
  public enum ReadAccess {
    /** Who shows the token. */
    TOKEN,
    /** Whoever gets there. */
    ANYONE
  }

  public AdminConfig {
    if (token.isPresent() && token.get().reveal().isBlank()) {
      throw new IllegalArgumentException("token cannot be empty");
    }
    if (enabled
        && listen.isPresent()
        && !listen.get().loopback()
        && token.isEmpty()
        && readAccess == ReadAccess.TOKEN) {
      throw new IllegalArgumentException(
          "on "
              + listen.get()
              + " others than this machine get there: give a token for them to show, or"
              + " read-access = anyone");
    }
  }
}
