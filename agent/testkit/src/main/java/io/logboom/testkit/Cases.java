package io.logboom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.logboom.core.config.ConfigReader;
import io.logboom.core.event.JsonEvent;
import io.logboom.spi.Context;
import io.logboom.spi.Filter;
import io.logboom.spi.FilterPlugin;
import io.logboom.spi.Framer;
import io.logboom.spi.Framing;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Golden cases of a filter: a new folder is a new test, without code. In the folder {@code cases}
 * beside the test class each folder has
 *
 * <ul>
 *   <li>{@code options.conf}: the filter's options; may be absent;
 *   <li>{@code in.jsonl}: the events, one a line, or {@code in.json}: one event, the whole file;
 *   <li>{@code expected.jsonl}: the events that come out, one a line, byte for byte; absent or
 *       empty for none;
 *   <li>{@code expected.rejected}: a line for each rejected event, {@code reason: words}, and for
 *       each kind of drop, {@code dropped reason: how many}; absent for none.
 * </ul>
 *
 * A {@code @TestFactory} hands on what {@link #of} gives.
 */
public final class Cases {

  private Cases() {}

  /** A test for each folder. */
  public static Stream<DynamicTest> of(Class<?> beside, FilterPlugin<?> plugin) {
    try (var folders = Files.list(Path.of(url(beside)))) {
      var tests =
          folders
              .filter(Files::isDirectory)
              .sorted()
              .map(
                  folder ->
                      dynamicTest(folder.getFileName().toString(), () -> check(folder, plugin)))
              .toList();
      assertThat(tests).as("cases beside " + beside.getName()).isNotEmpty();
      return tests.stream();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URI url(Class<?> beside) throws URISyntaxException {
    var url = beside.getResource("cases");
    if (url == null) {
      throw new IllegalStateException("there is no folder cases beside " + beside.getName());
    }
    return url.toURI();
  }

  private static void check(Path folder, FilterPlugin<?> plugin) throws Exception {
    var single = folder.resolve("in.json");
    var events =
        Files.exists(single)
            ? List.of(Events.of(Files.readAllBytes(single)))
            : Events.lines(Files.readString(folder.resolve("in.jsonl")));
    try (var filter = filter(plugin, text(folder.resolve("options.conf")))) {
      var run = FilterRun.of(events, filter);
      var lost = new ArrayList<String>();
      run.rejected().forEach(failure -> lost.add(failure.toString()));
      run.dropped().forEach((reason, count) -> lost.add("dropped " + reason + ": " + count));
      assertThat(String.join("\n", run.texts())).isEqualTo(text(folder.resolve("expected.jsonl")));
      assertThat(String.join("\n", lost)).isEqualTo(text(folder.resolve("expected.rejected")));
    }
  }

  /** A filter with these options, over its defaults, as the engine would make it. */
  public static Filter filter(FilterPlugin<?> plugin, String options) throws Exception {
    return filter(plugin, options, context());
  }

  /** A filter with these options, over its defaults, as the engine would make it. */
  public static <C extends Record> Filter filter(
      FilterPlugin<C> plugin, String options, Context context) throws Exception {
    return plugin.create(plugin.config().cast(ConfigReader.bind(plugin, options)), context);
  }

  /** A context whose events are real ones; it has no framers, which filters do not need. */
  public static TestContext context() {
    return new TestContext(
        Path.of("a-filter-has-no-data"),
        Cases::noFramer,
        (bytes, origin) -> JsonEvent.of(bytes, 0, bytes.length, origin, 0));
  }

  private static Framer noFramer(Framing framing) {
    throw new UnsupportedOperationException("a filter does not cut streams");
  }

  private static String text(Path file) throws IOException {
    var text = Files.exists(file) ? Files.readString(file) : "";
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
