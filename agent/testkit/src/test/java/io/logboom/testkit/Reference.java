package io.logboom.testkit;

import io.logboom.spi.FieldPath;
import io.logboom.spi.Value;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * What others make of JSON: the JDK judges the UTF-8 (Jackson's own decoder lets overlong forms and
 * surrogates through), Jackson the grammar; on trees the plainest code there is.
 */
final class Reference {
  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(1000).maxNumberLength(10_000).build())
          .build();

  /** A pair, a half, or any other escape: the first two keep a half from being found in them. */
  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\u[dD][89abAB]\\p{XDigit}{2}\\\\u[dD][c-fC-F]\\p{XDigit}{2}"
              + "|(\\\\u[dD][89a-fA-F]\\p{XDigit}{2})|\\\\.");

  private Reference() {}

  /** Empty when it is not one JSON text. */
  static Optional<Value> parse(byte[] json) {
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Optional<Value> parse(String text) {
    try (var parser = JACKSON.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return Optional.empty();
      }
      Value value = value(parser, first);
      return parser.nextToken() == null ? Optional.of(value) : Optional.empty();
    } catch (JacksonException e) {
      String whole = withoutHalves(text);
      return whole.equals(text) ? Optional.empty() : parse(whole);
    }
  }

  /** Jackson refuses half a surrogate pair in a name, though the grammar allows it. */
  private static String withoutHalves(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            escape -> escape.group(1) == null ? Matcher.quoteReplacement(escape.group()) : "half");
  }

  /** The fields of an object, duplicates included. */
  static List<Map.Entry<String, Value>> fields(byte[] json) {
    var fields = new ArrayList<Map.Entry<String, Value>>();
    String text = new String(json, StandardCharsets.UTF_8);
    try (var parser = JACKSON.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        fields.add(Map.entry(parser.getString(), value(parser, parser.nextToken())));
      }
    }
    return fields;
  }

  private static Value value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> {
        var fields = new LinkedHashMap<String, Value>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          fields.put(parser.getString(), value(parser, parser.nextToken()));
        }
        yield new Value.Obj(fields);
      }
      case START_ARRAY -> {
        var items = new ArrayList<Value>();
        for (var t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
          items.add(value(parser, t));
        }
        yield new Value.Arr(items);
      }
      case VALUE_STRING -> new Value.Str(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Num(parser.getString());
      case VALUE_TRUE -> Value.Word.TRUE;
      case VALUE_FALSE -> Value.Word.FALSE;
      case VALUE_NULL -> Value.Word.NULL;
      default -> throw new IllegalStateException("unexpected " + token);
    };
  }

  static Optional<Value> get(Value root, FieldPath path) {
    Optional<Value> at = Optional.of(root);
    for (var step : path.steps()) {
      at = at.flatMap(value -> child(value, step));
    }
    return at;
  }

  static Value put(Value root, List<String> steps, Value value) {
    if (steps.isEmpty()) {
      return value;
    }
    String step = steps.getFirst();
    var rest = steps.subList(1, steps.size());
    Optional<Value> child = child(root, step);
    if (root instanceof Value.Arr(var items) && child.isPresent()) {
      var changed = new ArrayList<>(items);
      changed.set(Integer.parseInt(step), put(child.get(), rest, value));
      return new Value.Arr(changed);
    }
    var fields = root instanceof Value.Obj(var old) ? old : new LinkedHashMap<String, Value>();
    var changed = new LinkedHashMap<>(fields);
    changed.put(step, put(child.orElse(new Value.Obj(new LinkedHashMap<>())), rest, value));
    return new Value.Obj(changed);
  }

  static Value remove(Value root, List<String> steps) {
    String step = steps.getFirst();
    Optional<Value> child = child(root, step);
    if (child.isEmpty()) {
      return root;
    }
    if (steps.size() > 1) {
      return put(root, List.of(step), remove(child.get(), steps.subList(1, steps.size())));
    }
    return switch (root) {
      case Value.Arr(var items) -> {
        var changed = new ArrayList<>(items);
        changed.remove(Integer.parseInt(step));
        yield new Value.Arr(changed);
      }
      case Value.Obj(var fields) -> {
        var changed = new LinkedHashMap<>(fields);
        changed.remove(step);
        yield new Value.Obj(changed);
      }
      case Value.Str str -> root;
      case Value.Num num -> root;
      case Value.Word word -> root;
    };
  }

  private static Optional<Value> child(Value value, String step) {
    return switch (value) {
      case Value.Obj(var fields) -> Optional.ofNullable(fields.get(step));
      case Value.Arr(var items) ->
          step.matches("0|[1-9][0-9]{0,8}") && Integer.parseInt(step) < items.size()
              ? Optional.of(items.get(Integer.parseInt(step)))
              : Optional.empty();
      case Value.Str str -> Optional.empty();
      case Value.Num num -> Optional.empty();
      case Value.Word word -> Optional.empty();
    };
  }
}
