package io.logboom.core.admin;

import com.sun.net.httpserver.Headers;
import io.logboom.core.config.AdminConfig;
import io.logboom.core.config.AdminConfig.ReadAccess;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells who may ask for what. Safe for use by many threads. */
final class Gate {

  /** What a browser or a person on this machine calls it; a port may follow. */
  private static final Pattern THIS_MACHINE =
      Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1\\])(:\\d{1,5})?");

  private static final String BEARER = "bearer ";

  private final Optional<byte[]> token;
  private final boolean local;
  private final boolean open;

  /**
   * @param local whether only this machine gets there
   */
  Gate(AdminConfig config, boolean local) {
    this.token = config.token().map(secret -> secret.reveal().getBytes(StandardCharsets.UTF_8));
    this.local = local;
    this.open = local || config.readAccess() == ReadAccess.ANYONE;
  }

  /**
   * Whether the request means this machine by what it calls it. A page of the web can have a name
   * of its own lead to this machine's loopback address (DNS rebinding), but it cannot hide the
   * name.
   */
  boolean meansUs(Headers headers) {
    String host = headers.getFirst("Host");
    return !local || host == null || THIS_MACHINE.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether the sender may read. */
  boolean mayRead(Headers headers) {
    return open || hasToken(headers);
  }

  /** Whether the sender shows the token; nobody does where there is none. */
  boolean hasToken(Headers headers) {
    String shown = headers.getFirst("Authorization");
    if (token.isEmpty()
        || shown == null
        || !shown.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return false;
    }
    byte[] bytes = shown.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(bytes, token.get());
  }
}
