package io.logboom.outputs.secops;

import io.logboom.spi.Draft;
import io.logboom.spi.Event;
import io.logboom.spi.FieldPath;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts namespace, labels and feed into UDM events and entities, which carry them as fields of their
 * own. What an event says of itself stays. Immutable.
 */
final class Marks {
  /** The label that names the feed where there is no field for it. */
  static final String FEED = "feed";

  /** The nouns of an event that are somewhere, so a namespace says where. */
  private static final List<String> PLACES = List.of("principal", "src", "target", "observer");

  private static final FieldPath INTERMEDIARY = FieldPath.of("intermediary");
  private static final FieldPath FEED_PATH = FieldPath.of("metadata.feed");
  private static final FieldPath ENTITY_NAMESPACE = FieldPath.of("entity.namespace");

  private final SecopsOutputConfig config;
  private final List<Value> labels;
  private final List<Value> labelsAndFeed;

  Marks(SecopsOutputConfig config) {
    this.config = config;
    this.labels = pairs(config.labels());
    this.labelsAndFeed = pairs(withFeed(config));
  }

  /** The labels of what has no field for the feed. */
  static Map<String, String> withFeed(SecopsOutputConfig config) {
    var all = new LinkedHashMap<>(config.labels());
    config.feed().ifPresent(name -> all.put(FEED, name));
    return all;
  }

  private static List<Value> pairs(Map<String, String> labels) {
    var pairs = new ArrayList<Value>();
    labels.forEach(
        (key, value) -> {
          var pair = new LinkedHashMap<String, Value>();
          pair.put("key", new Value.Str(key));
          pair.put("value", new Value.Str(value));
          pairs.add(new Value.Obj(pair));
        });
    return pairs;
  }

  /** The event with the marks; itself when there are none. Logs carry theirs beside them. */
  Event on(Event event, Kind kind) throws MalformedException {
    boolean none =
        config.namespace().isEmpty() && config.feed().isEmpty() && config.labels().isEmpty();
    if (none) {
      return event;
    }
    return switch (kind) {
      case EVENT -> event.edit(this::markEvent);
      case ENTITY -> event.edit(this::markEntity);
      case LOG -> event;
    };
  }

  private void markEvent(Draft draft) {
    add(draft, "ingestion_labels", "ingestionLabels", labelsAndFeed);
    config
        .namespace()
        .ifPresent(
            name -> {
              for (var noun : PLACES) {
                if (draft.get(FieldPath.of(noun)).orElse(Value.Word.NULL) instanceof Value.Obj) {
                  putAbsent(draft, new FieldPath(List.of(noun, "namespace")), name);
                }
              }
              if (draft.get(INTERMEDIARY).orElse(Value.Word.NULL) instanceof Value.Arr(var nouns)) {
                draft.put(
                    INTERMEDIARY,
                    new Value.Arr(nouns.stream().map(noun -> placed(noun, name)).toList()));
              }
            });
  }

  private void markEntity(Draft draft) {
    add(draft, "source_labels", "sourceLabels", labels);
    config.feed().ifPresent(name -> putAbsent(draft, FEED_PATH, name));
    config.namespace().ifPresent(name -> putAbsent(draft, ENTITY_NAMESPACE, name));
  }

  private static void putAbsent(Draft draft, FieldPath path, String text) {
    if (draft.get(path).isEmpty()) {
      draft.put(path, new Value.Str(text));
    }
  }

  private static Value placed(Value noun, String namespace) {
    if (noun instanceof Value.Obj(var fields) && !fields.containsKey("namespace")) {
      var more = new LinkedHashMap<>(fields);
      more.put("namespace", new Value.Str(namespace));
      return new Value.Obj(more);
    }
    return noun;
  }

  /** To those that are there, in whichever of the two spellings (proto JSON knows both). */
  private static void add(Draft draft, String snake, String camel, List<Value> labels) {
    if (labels.isEmpty()) {
      return;
    }
    var path = new FieldPath(List.of("metadata", camel));
    if (draft.get(path).isEmpty()) {
      path = new FieldPath(List.of("metadata", snake));
    }
    var all = new ArrayList<Value>();
    if (draft.get(path).orElse(Value.Word.NULL) instanceof Value.Arr(var there)) {
      all.addAll(there);
    }
    all.addAll(labels);
    draft.put(path, new Value.Arr(all));
  }
}
