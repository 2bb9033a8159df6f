package io.logboom.outputs.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;

/**
 * Somebody with an address (RFC 5322 §3.4): {@code alerts@example.com}, or with a name {@code
 * Security <alerts@example.com>}. The name may be in any script, the address is plain ASCII.
 */
public final class Mailbox {
  private final InternetAddress address;
  private final String text;

  private Mailbox(InternetAddress address, String text) {
    this.address = address;
    this.text = text;
  }

  /**
   * Parses one.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  public static Mailbox of(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("an address is one line");
    }
    try {
      var parsed = InternetAddress.parse(text, true);
      if (parsed.length != 1 || parsed[0].isGroup()) {
        throw new IllegalArgumentException("not one address: \"" + text + "\"");
      }
      var address = parsed[0];
      address.validate();
      String spec = address.getAddress();
      if (spec.indexOf('@') < 1 || !StandardCharsets.US_ASCII.newEncoder().canEncode(spec)) {
        throw new IllegalArgumentException(
            "an address looks like alerts@example.com, in plain ASCII: \"" + text + "\"");
      }
      String name = address.getPersonal();
      return new Mailbox(
          name == null ? new InternetAddress(spec) : new InternetAddress(spec, name, "UTF-8"),
          text);
    } catch (AddressException | UnsupportedEncodingException e) {
      throw new IllegalArgumentException(
          "not an address: \"" + text + "\": " + e.getMessage() + "; write alerts@example.com", e);
    }
  }

  /** The address alone, as SMTP takes it. */
  public String address() {
    return address.getAddress();
  }

  /** What is behind the @. */
  String domain() {
    String spec = address();
    return spec.substring(spec.lastIndexOf('@') + 1);
  }

  /** As headers have it: names in other scripts are encoded (RFC 2047). */
  String header() {
    return address.toString();
  }

  @Override
  public String toString() {
    return text;
  }
}
