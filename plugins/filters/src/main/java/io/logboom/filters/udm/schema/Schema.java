package io.logboom.filters.udm.schema;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The messages and enums of UDM, read once from the files beside this class. Immutable. */
final class Schema {

  /** The whole; made when first asked for. */
  static final Schema STANDARD =
      new Schema(lines("udm-messages.txt"), lines("udm-enums.txt"), lines("udm-limits.txt"));

  private final Map<String, Message> messages = new LinkedHashMap<>();
  private final Map<String, Enumeration> enums = new LinkedHashMap<>();
  private final Map<String, Limit> limits = new LinkedHashMap<>();

  private record Limit(int bytes, Problem.Level level) {}

  private Schema(List<String> messageLines, List<String> enumLines, List<String> limitLines) {
    sections("enum", enumLines).forEach((name, words) -> enums.put(name, enumeration(name, words)));
    for (var line : limitLines) {
      var words = List.of(line.split(" +"));
      limits.put(
          words.getFirst(), new Limit(Integer.parseInt(words.get(1)), level(words.getLast())));
    }
    var sections = sections("message", messageLines);
    sections.keySet().forEach(name -> messages.put(name, new Message(name)));
    sections.forEach((name, words) -> message(name).fill(fields(name, words)));
    limits.keySet().forEach(this::exists);
  }

  Message message(String name) {
    var message = messages.get(name);
    if (message == null) {
      throw new IllegalStateException("there is no message " + name);
    }
    return message;
  }

  Enumeration enumeration(String name) {
    var values = enums.get(name);
    if (values == null) {
      throw new IllegalStateException("there is no enum " + name);
    }
    return values;
  }

  static Problem.Level level(String word) {
    return switch (word) {
      case "error" -> Problem.Level.ERROR;
      case "warn" -> Problem.Level.WARNING;
      default -> throw new IllegalStateException("neither error nor warn: " + word);
    };
  }

  private void exists(String field) {
    int dot = field.lastIndexOf('.');
    message(field.substring(0, dot)).field(field.substring(dot + 1));
  }

  private List<Field> fields(String message, List<String> words) {
    var fields = new ArrayList<Field>();
    for (var word : words) {
      int colon = word.indexOf(':');
      fields.add(
          field(message, word.substring(0, colon), fields.size(), word.substring(colon + 1)));
    }
    return fields;
  }

  private Field field(String message, String name, int number, String form) {
    boolean repeated = form.endsWith("[]");
    boolean map = form.endsWith("{}");
    var type = repeated || map ? form.substring(0, form.length() - 2) : form;
    Optional<Message> nested = Optional.empty();
    Optional<Enumeration> values = Optional.empty();
    var scalar = Kind.of(type);
    Kind kind;
    if (scalar.isPresent()) {
      kind = scalar.get() == Kind.STRING ? Kind.ofString(name) : scalar.get();
    } else if (messages.containsKey(type)) {
      kind = Kind.MESSAGE;
      nested = Optional.of(message(type));
    } else {
      kind = Kind.ENUM;
      values = Optional.of(enumeration(type));
    }
    var limit = limits.getOrDefault(message + "." + name, new Limit(0, Problem.Level.WARNING));
    return new Field(
        name, number, kind, repeated, map, nested, values, limit.bytes(), limit.level());
  }

  private static Enumeration enumeration(String name, List<String> words) {
    var values = new ArrayList<String>();
    var numbers = new ArrayList<Integer>();
    for (var word : words) {
      int equals = word.indexOf('=');
      values.add(word.substring(0, equals));
      numbers.add(Integer.valueOf(word.substring(equals + 1)));
    }
    return Enumeration.of(name, List.copyOf(values), List.copyOf(numbers));
  }

  /** The words under each heading. */
  private static Map<String, List<String>> sections(String keyword, List<String> lines) {
    var sections = new LinkedHashMap<String, List<String>>();
    List<String> words = new ArrayList<>();
    for (var line : lines) {
      if (line.startsWith(keyword + " ")) {
        words = new ArrayList<>();
        sections.put(line.substring(keyword.length() + 1), words);
      } else {
        words.addAll(List.of(line.strip().split(" +")));
      }
    }
    return sections;
  }

  /** The lines of a file beside this class, without comments and empty ones. */
  static List<String> lines(String file) {
    try (var in = Schema.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + file);
      }
      var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
