package io.logboom.core.cli.sample;

import io.logboom.core.config.Plugins;
import io.logboom.spi.Batch;
import io.logboom.spi.ClosedException;
import io.logboom.spi.Context;
import io.logboom.spi.Emitter;
import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.spi.FilterPlugin;
import io.logboom.spi.Input;
import io.logboom.spi.InputPlugin;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import io.logboom.spi.Output;
import io.logboom.spi.OutputPlugin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Plugins under the names that {@code logboom try} asks for, as small as they can be. */
public final class Samples {
  private final List<String> printed = new CopyOnWriteArrayList<>();
  private final List<String> stdin;
  private final boolean closed;

  /**
   * @param stdin the lines of standard input
   * @param closed whether nobody reads standard output
   */
  public Samples(List<String> stdin, boolean closed) {
    this.stdin = List.copyOf(stdin);
    this.closed = closed;
  }

  /** All of them. */
  public Plugins plugins() {
    return Plugins.of(
        new Lines(), new Stdin(stdin), new Pattern(), new Insights(), new Tag(), new Stdout(this));
  }

  /** What came to standard output. */
  public List<String> printed() {
    return printed;
  }

  private static void emit(Context context, String place, List<String> lines, Emitter out)
      throws Exception {
    var origin = new Origin(context.name(), place, context.clock().instant(), Map.of());
    var events = new ArrayList<Event>();
    for (var line : lines) {
      events.add(context.event(line.getBytes(StandardCharsets.UTF_8), origin));
    }
    var delivery = out.emit(Batch.of(events));
    out.flush();
    delivery.await();
  }

  private static String text(Event event) {
    return new String(event.array(), event.offset(), event.length(), StandardCharsets.UTF_8);
  }

  /** Lines of files. */
  public record Paths(List<String> paths) {}

  /** Reads lines of files. */
  private record Lines() implements InputPlugin<Paths> {
    @Override
    public String type() {
      return "file";
    }

    @Override
    public Class<Paths> config() {
      return Paths.class;
    }

    @Override
    public Input create(Paths config, Context context) {
      return out -> {
        for (var path : config.paths()) {
          if (!Files.exists(Path.of(path))) {
            throw new IOException("there is no file " + path);
          }
          emit(context, path, Files.readAllLines(Path.of(path)), out);
        }
      };
    }
  }

  /** No options. */
  public record Nothing() {}

  /** Gives the lines it was given. */
  private record Stdin(List<String> lines) implements InputPlugin<Nothing> {
    @Override
    public String type() {
      return "stdin";
    }

    @Override
    public Class<Nothing> config() {
      return Nothing.class;
    }

    @Override
    public Input create(Nothing config, Context context) {
      return out -> emit(context, "-", lines, out);
    }
  }

  /** A text that events hold. */
  public record Search(String pattern) {

    public Search {
      int open = pattern.indexOf("( ");
      if (open >= 0) {
        throw new IllegalArgumentException(
            "expected )\n  " + pattern + "\n  " + " ".repeat(open) + "^");
      }
    }
  }

  /** Passes events that hold the pattern. */
  private record Pattern() implements FilterPlugin<Search> {
    @Override
    public String type() {
      return "pattern";
    }

    @Override
    public Class<Search> config() {
      return Search.class;
    }

    @Override
    public Filter create(Search config, Context context) {
      return (event, next) -> {
        if (text(event).contains("broken")) {
          throw new MalformedException("json", "not\nJSON", 7);
        }
        if (text(event).contains(config.pattern())) {
          next.accept(event);
        } else {
          next.drop("unmatched");
        }
      };
    }
  }

  /** What to ask. */
  public record Question(String query) {}

  /** Makes a row that holds the question and the event. */
  private record Insights() implements FilterPlugin<Question> {
    @Override
    public String type() {
      return "insights";
    }

    @Override
    public Class<Question> config() {
      return Question.class;
    }

    @Override
    public Filter create(Question config, Context context) {
      return (event, next) ->
          next.accept(event.with(next.bytes().put(config.query() + "(" + text(event) + ")")));
    }
  }

  /** What to write before events. */
  public record Word(String word) {}

  /** Writes a word before each event. */
  private record Tag() implements FilterPlugin<Word> {
    @Override
    public String type() {
      return "tag";
    }

    @Override
    public Class<Word> config() {
      return Word.class;
    }

    @Override
    public Filter create(Word config, Context context) {
      return (event, next) ->
          next.accept(event.with(next.bytes().put(config.word() + text(event))));
    }
  }

  /** How to print. */
  public record Format(String format) {}

  /** Keeps what is printed. */
  private record Stdout(Samples samples) implements OutputPlugin<Format> {
    @Override
    public String type() {
      return "stdout";
    }

    @Override
    public Class<Format> config() {
      return Format.class;
    }

    @Override
    public Output create(Format config, Context context) {
      return batch -> {
        if (samples.closed) {
          throw new ClosedException("nobody reads standard output", new IOException("EPIPE"));
        }
        batch.events().forEach(event -> samples.printed.add(text(event)));
      };
    }
  }
}
