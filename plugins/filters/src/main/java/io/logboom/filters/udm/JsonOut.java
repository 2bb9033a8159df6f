package io.logboom.filters.udm;

import io.logboom.filters.CompactJson;
import io.logboom.filters.JsonString;
import io.logboom.spi.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Writes one object of UDM as proto JSON, straight into the bytes of a row. Names are spelled
 * beforehand; commas are put where the last byte asks for one; an object or array that is closed
 * with nothing in it is taken back, name and all, so nobody has to know beforehand whether there
 * will be something to say. Nothing is allocated, but for what no record should have.
 *
 * <p>Values come as positions in a record's bytes, which are known to be valid JSON, quotes
 * included. Belongs to one thread.
 */
@SuppressWarnings("EnumOrdinal") // Spellings are numbered.
final class JsonOut {
  private static final byte[] NOTHING = {};
  private static final int SLACK = 64;
  private static final byte[] KEY_AND_VALUE = UdmWord.bytes("{\"key\":\"");
  private static final byte[] VALUE = UdmWord.bytes("\",\"value\":");

  private final byte[][] names;
  private final JsonCopy copy = new JsonCopy();
  private Bytes bytes = new Bytes(byte[]::new);
  private byte[] to = NOTHING;
  private int at;

  /**
   * @param names as {@link UdmName#spelled} gives them
   */
  JsonOut(byte[][] names) {
    this.names = names;
  }

  /** Begins a row with the brace of its object. */
  void begin(Bytes row) {
    bytes = row.begin();
    to = row.array();
    at = row.position();
    room(SLACK);
    to[at++] = '{';
  }

  /** Ends the object, and the row: it may become an event now. */
  Bytes end() {
    room(1);
    to[at++] = '}';
    bytes.position(at);
    return bytes;
  }

  /** How many bytes the row has so far. */
  int size() {
    return at - bytes.start();
  }

  /** Opens the object of that name; {@link #close} it with what this gives. */
  int object(UdmName name) {
    int mark = size();
    name(name);
    to[at++] = '{';
    return mark;
  }

  /** Opens an object that is an item of the array under way. */
  int item() {
    int mark = size();
    comma(1);
    to[at++] = '{';
    return mark;
  }

  /** Opens the array of that name; {@link #closeArray} it with what this gives. */
  int array(UdmName name) {
    int mark = size();
    name(name);
    to[at++] = '[';
    return mark;
  }

  /** Opens an object whose name is a record's own. */
  int object(byte[] from, int nameStart, int nameEnd) {
    int mark = size();
    name(from, nameStart, nameEnd);
    to[at++] = '{';
    return mark;
  }

  /**
   * Closes the object that was opened last; takes it back when there is nothing in it.
   *
   * @return whether there is something in it
   */
  boolean close(int mark) {
    return close(mark, '{', '}');
  }

  /** The same for an array. */
  boolean closeArray(int mark) {
    return close(mark, '[', ']');
  }

  private boolean close(int mark, char opening, char closing) {
    if (to[at - 1] == opening) {
      at = bytes.start() + mark;
      return false;
    }
    room(SLACK);
    to[at++] = (byte) closing;
    return true;
  }

  /** Writes a field whose value is one of {@link UdmWord}'s, or other JSON made beforehand. */
  void word(UdmName name, byte[] word) {
    name(name);
    raw(word);
  }

  /** Writes an item of the array under way. */
  void word(byte[] word) {
    comma(word.length);
    raw(word);
  }

  /** Writes fields made beforehand, without the braces around them; nothing for none. */
  void fields(byte[] made) {
    if (made.length > 0) {
      word(made);
    }
  }

  /** Writes a field that is a string: a string as it is, any other scalar as its characters. */
  void text(UdmName name, byte[] from, int start, int end) {
    name(name);
    string(from, start, end);
  }

  /**
   * The same with no more than so many bytes of text; what is longer is cut between characters.
   *
   * @return whether it was cut
   */
  boolean text(UdmName name, byte[] from, int start, int end, int most) {
    if (end - start - 2 > most) {
      byte[] text = new byte[end - start];
      int length = JsonString.decode(from, start + 1, end - 1, text, 0);
      if (length > most) {
        int cut = most;
        while ((text[cut] & 0xC0) == 0x80) {
          cut--;
        }
        text(name, new String(text, 0, cut, StandardCharsets.UTF_8));
        return true;
      }
    }
    text(name, from, start, end);
    return false;
  }

  /** Writes an item of the array under way that is a string. */
  void text(byte[] from, int start, int end) {
    comma(1);
    string(from, start, end);
  }

  /** Writes a field that is a string, from a text. */
  void text(UdmName name, String text) {
    name(name);
    quoted(text);
  }

  /** Writes a time: RFC 3339 in UTC, with 0, 3, 6 or 9 digits of the fraction. */
  void time(UdmName name, Instant time) {
    name(name);
    quoted(time.toString());
  }

  /** Writes a label, an item of the array under way, whose key needs no escapes. */
  void label(byte[] key, byte[] from, int start, int end) {
    label(key, 0, key.length, from, start, end);
  }

  /**
   * Writes a label, an item of the array under way.
   *
   * @param key holds the content of a JSON string from {@code keyStart} to {@code keyEnd}
   * @param from holds the value: a scalar as text, an object or array as the text of its JSON
   */
  void label(byte[] key, int keyStart, int keyEnd, byte[] from, int start, int end) {
    comma(KEY_AND_VALUE.length);
    raw(KEY_AND_VALUE);
    content(key, keyStart, keyEnd);
    raw(VALUE);
    string(from, start, end);
    room(1);
    to[at++] = '}';
  }

  /** Writes a field under the record's own name: its value as it is, see {@link JsonCopy}. */
  void copy(byte[] from, int nameStart, int nameEnd, int start, int end) {
    name(from, nameStart, nameEnd);
    copy(from, start, end);
  }

  /** Writes a field under the record's own name, with the value from elsewhere. */
  void copy(byte[] names, int nameStart, int nameEnd, byte[] from, int start, int end) {
    name(names, nameStart, nameEnd);
    copy(from, start, end);
  }

  /** Writes a field under a name that needs no escapes: its value as it is. */
  void copy(byte[] name, byte[] from, int start, int end) {
    name(name, 0, name.length);
    copy(from, start, end);
  }

  /** Writes a field under any name: its value as it is. */
  void copy(String name, byte[] from, int start, int end) {
    comma(0);
    quoted(name);
    to[at++] = ':';
    copy(from, start, end);
  }

  /** Writes a field under a name that needs no escapes, with a value made beforehand. */
  void raw(byte[] name, byte[] value) {
    name(name, 0, name.length);
    raw(value);
  }

  private void copy(byte[] from, int start, int end) {
    room(2 * (end - start) + JsonCopy.SLACK);
    int done = copy.copy(from, start, end, to, at);
    if (done >= 0) {
      at = done;
    } else {
      raw(JsonRepeats.renamed(from, start));
    }
  }

  /** Writes a name with its quotes and colon, and the comma before it where there has to be one. */
  void name(UdmName name) {
    byte[] spelled = names[name.ordinal()];
    comma(spelled.length);
    raw(spelled);
  }

  private void name(byte[] from, int start, int end) {
    comma(3);
    to[at++] = '"';
    content(from, start, end);
    room(SLACK);
    to[at++] = '"';
    to[at++] = ':';
  }

  private void string(byte[] from, int start, int end) {
    byte first = from[start];
    if (first == '"') {
      room(2);
      to[at++] = '"';
      content(from, start + 1, end - 1);
    } else {
      room(2 * (end - start) + CompactJson.SLACK + 2);
      to[at++] = '"';
      at = CompactJson.quoted(from, start, end, to, at);
    }
    room(SLACK);
    to[at++] = '"';
  }

  private void quoted(String text) {
    bytes.position(at);
    bytes.putJson(text);
    to = bytes.array();
    at = bytes.position();
    room(SLACK);
  }

  /** Writes a JSON string's content as it is, but no half of a surrogate pair. */
  private void content(byte[] from, int start, int end) {
    room(end - start + SLACK);
    if (JsonCopy.plain(from, start, end, to, at) || JsonString.halfPair(from, start, end) < 0) {
      at += end - start;
    } else {
      at = JsonCopy.whole(from, start, end, to, at);
    }
  }

  /** A comma, unless this is the first in its object or array; and room for what follows it. */
  private void comma(int more) {
    room(more + SLACK);
    byte last = to[at - 1];
    if (last != '{' && last != '[') {
      to[at++] = ',';
    }
  }

  private void raw(byte[] what) {
    room(what.length + SLACK);
    System.arraycopy(what, 0, to, at, what.length);
    at += what.length;
  }

  private void room(int more) {
    if (to.length - at < more) {
      bytes.position(at);
      to = bytes.reserve(more);
      at = bytes.position();
    }
  }
}
