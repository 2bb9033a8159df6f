package io.logboom.outputs.message;

import io.logboom.spi.Event;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Fields;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import io.logboom.spi.Value;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an event says to people. An alert, that is an object that the {@code alert} filter made,
 * with the strings {@code title} and {@code text}, says these and its {@code html}; any other event
 * its own bytes. Of the same shape anybody can make one, with HTML of their own.
 *
 * @param text its words
 * @param html the same in HTML; nothing for what is no alert
 * @param title of an alert
 * @param record the bytes it is about: an alert's {@code record} as it stands there, none when that
 *     is null; else its own
 */
public record Message(
    String text, Optional<String> html, Optional<String> title, ByteBuffer record) {
  private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final FieldPath ID = FieldPath.of("id");
  private static final List<FieldPath> TELLING =
      List.of(FieldPath.of("rule"), FieldPath.of("time"), FieldPath.of("title"));

  /** Reads an event. */
  public static Message of(Event event) {
    var bytes = ByteBuffer.wrap(event.array(), event.offset(), event.length());
    if (event.origin().attributes().containsKey(Origin.ALERT)) {
      try {
        var fields = event.fields();
        var title = text(fields, "title");
        var text = text(fields, "text");
        if (title.isPresent() && text.isPresent()) {
          return new Message(text.get(), text(fields, "html"), title, record(fields, bytes));
        }
      } catch (MalformedException _) {
        // An alert of another format: its bytes are what it says.
      }
    }
    return new Message(
        StandardCharsets.UTF_8.decode(bytes.duplicate()).toString(),
        Optional.empty(),
        Optional.empty(),
        bytes);
  }

  private static Optional<String> text(Fields fields, String name) {
    int at = fields.find(name);
    return at >= 0 && fields.value(at) instanceof Value.Str(var words)
        ? Optional.of(words)
        : Optional.empty();
  }

  private static ByteBuffer record(Fields fields, ByteBuffer otherwise) {
    int at = fields.find("record");
    if (at < 0) {
      return otherwise;
    }
    if (fields.value(at) instanceof Value.Str(var words)) {
      return StandardCharsets.UTF_8.encode(words);
    }
    if (fields.kind(at) == 'n') {
      return ByteBuffer.allocate(0);
    }
    int start = fields.valueStart(at);
    return ByteBuffer.wrap(fields.array(), start, fields.valueEnd(at) - start);
  }

  /** Whether an event's bytes are UTF-8. */
  public static boolean isUtf8(Event event) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(event.array(), event.offset(), event.length()));
      return true;
    } catch (CharacterCodingException _) {
      // Which is the answer.
      return false;
    }
  }

  /**
   * A name for the event that is the same at every try, also when its source is read again: its id,
   * where it has a plain one, and a digest. Of an alert that is over id, rule, time and title,
   * since one record can be the reason for several alerts, and the text says when it was read; of
   * any other event over its bytes. What has no id is told from its like by its place.
   */
  public static String name(Event event) {
    var known = event.id().filter(id -> SAFE_ID.matcher(id).matches());
    String digest =
        alert(event)
            .orElseGet(
                () -> {
                  var all = digest(event);
                  all.update(event.id().orElseGet(event::place).getBytes(StandardCharsets.UTF_8));
                  return hex(all);
                });
    return known.map(id -> id + "." + digest).orElse(digest);
  }

  /** The digest of an alert that has an id; nothing for any other event. */
  private static Optional<String> alert(Event event) {
    if (of(event).title().isEmpty()) {
      return Optional.empty();
    }
    var id = event.id().or(() -> Template.field(event, ID)).filter(one -> !one.isEmpty());
    return id.map(
        one -> {
          var digest = sha256();
          digest.update(one.getBytes(StandardCharsets.UTF_8));
          for (var path : TELLING) {
            digest.update((byte) 0);
            digest.update(Template.field(event, path).orElse("").getBytes(StandardCharsets.UTF_8));
          }
          return hex(digest);
        });
  }

  /** A digest of an event's bytes, in 32 hexadecimal digits. */
  public static String fingerprint(Event event) {
    return hex(digest(event));
  }

  private static MessageDigest digest(Event event) {
    var digest = sha256();
    digest.update(event.array(), event.offset(), event.length());
    return digest;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }
}
