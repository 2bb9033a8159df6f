package io.logboom.filters.udm;

import io.logboom.filters.CompactJson;
import io.logboom.filters.JsonString;
import io.logboom.spi.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/**
 * Copies JSON as {@link JsonCopy} does, where names may be there twice, which parsers of proto JSON
 * turn down. The last field of a name keeps it, as it is the one that counts; those before it are
 * called {@code name#1}, {@code name#2} and so on, so that nothing is lost. Slow, and allocates: no
 * AWS service is known to write such records.
 */
final class JsonRepeats {
  private final byte[] from;
  private final Bytes to = new Bytes(byte[]::new);
  private final JsonCopy copy = new JsonCopy();

  private JsonRepeats(byte[] from) {
    this.from = from;
  }

  /** A field of an object: its name, decoded, and where its value begins. */
  private record Member(String name, int value) {}

  /** The value that begins there, with every name of its own. */
  static byte[] renamed(byte[] from, int start) {
    var repeats = new JsonRepeats(from);
    repeats.to.begin();
    repeats.value(start, 0);
    return repeats.to.toByteArray();
  }

  private void value(int start, int depth) {
    boolean nested = from[start] == '{' || from[start] == '[';
    if (!nested || depth == JsonCopy.DEEPEST) {
      scalar(start, nested);
    } else if (from[start] == '[') {
      to.put('[');
      for (int item : items(start)) {
        comma('[');
        value(item, depth + 1);
      }
      to.put(']');
    } else {
      to.put('{');
      object(members(start), depth);
      to.put('}');
    }
  }

  private void scalar(int start, boolean nested) {
    int end = JsonCopy.end(from, start);
    if (nested) {
      byte[] text = new byte[2 * (end - start) + CompactJson.SLACK];
      int length = CompactJson.quoted(from, start, end, text, 0);
      to.put('"').put(text, 0, length).put('"');
    } else {
      byte[] text = new byte[2 * (end - start) + JsonCopy.SLACK];
      to.put(text, 0, copy.copy(from, start, end, text, 0));
    }
  }

  private void object(List<Member> members, int depth) {
    var last = new HashMap<String, Integer>();
    for (int i = 0; i < members.size(); i++) {
      last.put(members.get(i).name(), i);
    }
    var used = new HashSet<>(last.keySet());
    for (int i = 0; i < members.size(); i++) {
      var member = members.get(i);
      var name = member.name();
      if (last.getOrDefault(name, i) != i) {
        int number = 1;
        while (!used.add(name + "#" + number)) {
          number++;
        }
        name = name + "#" + number;
      }
      comma('{');
      to.putJson(name).put(':');
      value(member.value(), depth + 1);
    }
  }

  private void comma(char opening) {
    if (to.array()[to.position() - 1] != opening) {
      to.put(',');
    }
  }

  private List<Member> members(int open) {
    var members = new ArrayList<Member>();
    int i = JsonCopy.space(from, open + 1);
    while (from[i] != '}') {
      if (from[i] == ',') {
        i = JsonCopy.space(from, i + 1);
      }
      int nameEnd = JsonCopy.end(from, i);
      var name = JsonString.text(from, i + 1, nameEnd - 1);
      int value = JsonCopy.space(from, JsonCopy.space(from, nameEnd) + 1);
      members.add(new Member(name, value));
      i = JsonCopy.space(from, JsonCopy.end(from, value));
    }
    return members;
  }

  private List<Integer> items(int open) {
    var items = new ArrayList<Integer>();
    int i = JsonCopy.space(from, open + 1);
    while (from[i] != ']') {
      if (from[i] == ',') {
        i = JsonCopy.space(from, i + 1);
      }
      items.add(i);
      i = JsonCopy.space(from, JsonCopy.end(from, i));
    }
    return items;
  }
}
