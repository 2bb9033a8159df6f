package io.logboom.filters.udm;

import java.nio.charset.StandardCharsets;

/** Values that the mappings write, made beforehand: the names of UDM's enums, and constants. */
final class UdmWord {

  private UdmWord() {}

  /** A JSON string of plain ASCII that needs no escapes. */
  static byte[] quoted(String text) {
    return bytes("\"" + text + "\"");
  }

  /** Bytes of JSON. */
  static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
