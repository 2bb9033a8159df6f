package io.logboom.core.cli;

import io.logboom.core.agent.Occasion;
import io.logboom.core.config.Trial;
import io.logboom.core.telemetry.Snapshot;
import io.logboom.core.telemetry.Summary;
import io.logboom.spi.Event;
import io.logboom.spi.FieldPath;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Output;
import io.logboom.spi.Value;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Filters are tried: nothing is kept, so the first dead letters are told instead, and a reader that
 * has seen enough is no failure.
 */
final class Tryout implements Occasion {
  private static final int TOLD = 10;
  private static final int LONGEST = 60;
  private static final FieldPath PLUGIN = FieldPath.of("plugin");
  private static final FieldPath REASON = FieldPath.of("reason");

  private final Map<String, String> labels = new HashMap<>();
  private final PrintStream err;
  private final Path folder;
  private int told;

  /**
   * @param err where dead letters and counts are told
   */
  Tryout(Trial trial, PrintStream err) {
    this.folder = Path.of(System.getProperty("java.io.tmpdir"), "logboom-try-" + UUID.randomUUID());
    for (int i = 0; i < trial.steps().size(); i++) {
      var step = trial.steps().get(i);
      labels.put(Trial.address(i), step.way().word() + " " + shortened(step.text()));
    }
    this.err = err;
  }

  /** For what filters keep on disk; nothing is there until one does, nor after the end. */
  Path folder() {
    return folder;
  }

  @Override
  public Output deadLetters() {
    return batch -> batch.events().forEach(this::tell);
  }

  /** Called from one thread at a time, as the engine's output for dead letters is. */
  private void tell(Event letter) {
    if (++told > TOLD) {
      return;
    }
    String plugin = text(letter, PLUGIN);
    err.println(
        "logboom: "
            + line(letter.place())
            + ": "
            + (labels.containsKey(plugin) ? labels.get(plugin) + ": " : "")
            + line(text(letter, REASON)));
  }

  private static String text(Event letter, FieldPath path) {
    try {
      return letter.get(path).map(it -> it instanceof Value.Str(var text) ? text : "").orElse("");
    } catch (MalformedException e) {
      throw new IllegalStateException("a dead letter is JSON: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean showsProgress() {
    return false;
  }

  @Override
  public boolean tellsOthers() {
    return false;
  }

  @Override
  public boolean wantsAll() {
    return false;
  }

  @Override
  public void sumUp(Snapshot end) {
    String where =
        told > TOLD ? String.format(Locale.ROOT, "(%,d told above)", TOLD) : "(told above)";
    clearUp();
    Summary.of(end, this::label, where).forEach(err::println);
  }

  private void clearUp() {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException | UncheckedIOException e) {
      err.println("logboom: " + folder + " is left behind: " + e.getMessage());
    }
  }

  private String label(Snapshot.Plugin plugin) {
    return labels.getOrDefault(plugin.address(), plugin.type());
  }

  /** Text from outside as one line that leaves the terminal alone. */
  private static String line(String text) {
    var line = new StringBuilder(text);
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i))) {
        line.setCharAt(i, line.charAt(i) == '\n' ? ' ' : '?');
      }
    }
    return line.toString();
  }

  private static String shortened(String text) {
    String line = line(text.strip().replaceAll("\\s+", " "));
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST - 3)) + "...";
  }
}
