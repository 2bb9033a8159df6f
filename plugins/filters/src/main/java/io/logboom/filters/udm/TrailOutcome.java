package io.logboom.filters.udm;

import static io.logboom.filters.udm.TrailRecord.ERROR_CODE;
import static io.logboom.filters.udm.TrailRecord.ERROR_MESSAGE;
import static io.logboom.filters.udm.TrailRecord.EVENT_NAME;
import static io.logboom.filters.udm.TrailRecord.TYPE;
import static io.logboom.filters.udm.TrailRecord.USER_AGENT;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes how it ended, over which connection, and how the caller proved who it was. */
final class TrailOutcome {
  private static final byte[] ALLOW = UdmWord.quoted("ALLOW");
  private static final byte[] BLOCK = UdmWord.quoted("BLOCK");
  private static final byte[] FAIL = UdmWord.quoted("FAIL");
  private static final byte[] AUTH_VIOLATION = UdmWord.quoted("AUTH_VIOLATION");
  private static final byte[] ACL_VIOLATION = UdmWord.quoted("ACL_VIOLATION");

  /** What error codes have in them where AWS knew the caller and would not let it. */
  private static final byte[][] DENIED =
      words("AccessDenied", "Unauthorized", "NotAuthorized", "Forbidden");

  /** What error codes have in them where AWS did not believe the caller. */
  private static final byte[][] UNPROVEN =
      words(
          "AuthFailure",
          "InvalidClientTokenId",
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "IncompleteSignature",
          "UnrecognizedClient",
          "MissingAuthenticationToken",
          "InvalidIdentityToken",
          "IDPRejectedClaim",
          "ExpiredToken");

  private static final byte[] SSO = UdmWord.quoted("SSO");
  private static final byte[] MACHINE = UdmWord.quoted("MACHINE");
  private static final byte[] PASSWORD = UdmWord.quoted("USERNAME_PASSWORD");
  private static final byte[] OTP = UdmWord.quoted("OTP");
  private static final byte[] HARDWARE_KEY = UdmWord.quoted("HARDWARE_KEY");
  private static final byte[] OTHER = UdmWord.quoted("MECHANISM_OTHER");
  private static final byte[] IAM_USER = UdmWord.bytes("IAMUser");
  private static final byte[] ROOT = UdmWord.bytes("Root");
  private static final byte[] CONSOLE_LOGIN = UdmWord.bytes("ConsoleLogin");
  private static final byte[] MFA_USED = UdmWord.bytes("\"MFAUsed: ");
  private static final byte[] YES = UdmWord.bytes("Yes");
  private static final byte[] YES_LOUD = UdmWord.bytes("YES");
  private static final byte[][] KEYS = words("U2F", "FIDO", "Security Key", "Passkey");

  private final TrailRecord record;
  private final JsonOut out;

  TrailOutcome(TrailRecord record, JsonOut out) {
    this.record = record;
    this.out = out;
  }

  private static byte[][] words(String... words) {
    return Arrays.stream(words)
        .map(word -> word.getBytes(StandardCharsets.US_ASCII))
        .toArray(byte[][]::new);
  }

  /** Writes the security result; {@code type} is the one the table has for the call. */
  void result(EventType type) {
    var top = record.top;
    boolean login = record.isSignIn() || type == EventType.USER_LOGIN;
    boolean error = top.has(ERROR_CODE) || top.has(ERROR_MESSAGE);
    boolean failed = record.response.failed() || error;
    boolean unproven = login ? failed : contains(top, ERROR_CODE, UNPROVEN);
    boolean denied = !unproven && contains(top, ERROR_CODE, DENIED);
    int results = out.array(UdmName.SECURITY_RESULT);
    int result = out.item();
    if (top.has(EVENT_NAME) || failed) {
      int action = out.array(UdmName.ACTION);
      out.word(unproven || denied ? BLOCK : failed ? FAIL : ALLOW);
      out.closeArray(action);
    }
    if (unproven || denied) {
      int category = out.array(UdmName.CATEGORY);
      out.word(unproven ? AUTH_VIOLATION : ACL_VIOLATION);
      out.closeArray(category);
    }
    text(UdmName.RULE_ID, top, ERROR_CODE);
    text(UdmName.DESCRIPTION, top, ERROR_MESSAGE);
    out.close(result);
    out.closeArray(results);
  }

  void network() {
    int network = out.object(UdmName.NETWORK);
    if (record.top.has(USER_AGENT)) {
      int http = out.object(UdmName.HTTP);
      text(UdmName.USER_AGENT, record.top, USER_AGENT);
      out.close(http);
    }
    int tls = out.object(UdmName.TLS);
    text(UdmName.VERSION, record.tls, TrailRecord.TLS_VERSION);
    text(UdmName.CIPHER, record.tls, TrailRecord.CIPHER_SUITE);
    text(UdmName.CURVE, record.tls, TrailRecord.KEY_EXCHANGE);
    if (record.tls.has(TrailRecord.HOST_HEADER)) {
      int client = out.object(UdmName.CLIENT);
      text(UdmName.SERVER_NAME, record.tls, TrailRecord.HOST_HEADER);
      out.close(client);
    }
    out.close(tls);
    out.close(network);
  }

  /** Writes how somebody signed in; {@code type} is the one the table has for the call. */
  void extensions(EventType type) {
    boolean session = type == EventType.USER_LOGIN || type == EventType.USER_LOGOUT;
    if (!session && !record.isSignIn()) {
      return;
    }
    boolean ownPassword = record.identity.is(TYPE, IAM_USER) || record.identity.is(TYPE, ROOT);
    int extensions = out.object(UdmName.EXTENSIONS);
    int auth = out.object(UdmName.AUTH);
    out.word(UdmName.TYPE, ownPassword || !record.identity.has(TYPE) ? MACHINE : SSO);
    int mechanism = out.array(UdmName.MECHANISM);
    boolean second =
        record.signIn.is(TrailRecord.MFA_USED, YES)
            || record.signIn.is(TrailRecord.MFA_USED, YES_LOUD);
    if (ownPassword && record.top.is(EVENT_NAME, CONSOLE_LOGIN)) {
      out.word(PASSWORD);
    }
    if (second) {
      out.word(contains(record.signIn, TrailRecord.MFA_TYPE, KEYS) ? HARDWARE_KEY : OTP);
    }
    if (!out.closeArray(mechanism)) {
      mechanism = out.array(UdmName.MECHANISM);
      out.word(OTHER);
      out.closeArray(mechanism);
    }
    if (record.signIn.has(TrailRecord.MFA_USED)) {
      details();
    }
    out.close(auth);
    out.close(extensions);
  }

  private void details() {
    var signIn = record.signIn;
    int start = signIn.start(TrailRecord.MFA_USED);
    int end = signIn.end(TrailRecord.MFA_USED);
    boolean quoted = signIn.array()[start] == '"';
    int from = quoted ? start + 1 : start;
    int length = (quoted ? end - 1 : end) - from;
    byte[] text = Arrays.copyOf(MFA_USED, MFA_USED.length + length + 1);
    System.arraycopy(signIn.array(), from, text, MFA_USED.length, length);
    text[text.length - 1] = '"';
    out.text(UdmName.AUTH_DETAILS, text, 0, text.length);
  }

  private static boolean contains(Part part, int name, byte[][] words) {
    if (!part.has(name)) {
      return false;
    }
    byte[] array = part.array();
    for (byte[] word : words) {
      for (int i = part.start(name); i <= part.end(name) - word.length; i++) {
        if (array[i] == word[0] && Arrays.equals(array, i, i + word.length, word, 0, word.length)) {
          return true;
        }
      }
    }
    return false;
  }

  private void text(UdmName as, Part part, int name) {
    if (part.has(name)) {
      out.text(as, part.array(), part.start(name), part.end(name));
    }
  }
}
