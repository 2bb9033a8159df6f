package io.logboom.inputs.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.spi.Batch;
import io.logboom.spi.Delivery;
import io.logboom.spi.Emitter;
import io.logboom.spi.UndeliveredException;
import io.logboom.testkit.ScriptedEmitter;
import io.logboom.testkit.TestContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the input does with files good and bad. */
final class FileInputTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("tells an event's place by the path and its number")
  void place() throws Exception {
    write("a.json", "{\"Records\":[{\"a\":1},{\"a\":2}]}");
    var places = Collections.synchronizedList(new ArrayList<String>());
    run(
        batch -> {
          batch.events().forEach(event -> places.add(event.place()));
          return done();
        },
        "a.json");
    assertThat(places).containsExactly(folder + "/a.json#1", folder + "/a.json#2");
  }

  @Test
  @DisplayName("undoes compression whatever the file's name")
  void compression() throws Exception {
    Files.write(folder.resolve("a.txt"), gzip("{\"Records\":[{\"a\":1}]}"));
    write("b.gz", "{\"b\":1}\n");
    var emitter = ScriptedEmitter.delivering();
    run(emitter, "a.txt", "b.gz");
    assertThat(emitter.delivered()).containsExactly("{\"a\":1}", "{\"b\":1}");
  }

  @Test
  @DisplayName("delivers what is whole of a broken file, and makes the rest a dead letter")
  void broken() throws Exception {
    var gzip = gzip("{\"a\":1}\n{\"a\":2}\n");
    Files.write(folder.resolve("a.gz"), Arrays.copyOf(gzip, gzip.length - 4));
    write("b.json", "{\"Records\":[{\"b\":1},{\"b\":");
    write("c.json", "{\"c\":1}");
    var emitter = ScriptedEmitter.delivering();
    var context = run(emitter, "*");
    assertThat(emitter.delivered()).contains("{\"a\":1}", "{\"a\":2}", "{\"b\":1}", "{\"c\":1}");
    assertThat(emitter.rejections())
        .containsExactly(
            "truncated-gzip: the gzip stream is cut short at byte 16; what was whole before is"
                + " delivered",
            "truncated-json: the JSON text ends too early at byte 25; what was whole before is"
                + " delivered");
    assertThat(context.counts()).isEqualTo(Map.of("files", 1L, "malformed-files", 2L));
  }

  @Test
  @DisplayName("names the broken file in its dead letter")
  void brokenPlace() throws Exception {
    write("b.json", "{\"Records\":[");
    var places = new ArrayList<String>();
    run(
        batch -> {
          batch.rejected().forEach(rejected -> places.add(rejected.event().place()));
          return done();
        },
        "b.json");
    assertThat(places).containsExactly(folder + "/b.json");
  }

  @Test
  @DisplayName("fails after reading the others when a file cannot be read")
  void unreadable() throws Exception {
    Files.createSymbolicLink(folder.resolve("a"), folder.resolve("a"));
    write("b", "{\"b\":1}");
    var emitter = ScriptedEmitter.delivering();
    var context = Setting.context(folder);
    var input = new FileInput(Setting.config(2, folder + "/*"), context);
    assertThatThrownBy(() -> input.run(emitter))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot read " + folder + "/a: ");
    assertThat(emitter.delivered()).containsExactly("{\"b\":1}");
    assertThat(context.count("unreadable-files")).isEqualTo(1);
    assertThatThrownBy(input::check).hasMessageStartingWith("cannot read " + folder + "/a: ");
  }

  @Test
  @DisplayName("fails before reading when a path is not there, a folder, or nothing is found")
  void nothing() throws Exception {
    write("a", "{}");
    var emitter = ScriptedEmitter.delivering();
    assertThatThrownBy(() -> run(emitter, "a", "b"))
        .isInstanceOf(IOException.class)
        .hasMessage("there is no file " + folder + "/b");
    assertThatThrownBy(() -> run(emitter, "a", ""))
        .hasMessage(folder + "/ is a folder; write " + folder + "/* for the files in it");
    assertThatThrownBy(() -> run(emitter, "*.gz", "x/**"))
        .hasMessage("no file fits " + folder + "/*.gz, " + folder + "/x/**");
    assertThat(emitter.batches()).isZero();
  }

  @Test
  @DisplayName("warns of a pattern that finds nothing beside one that does")
  void vain() throws Exception {
    write("a", "{}");
    var context = run(ScriptedEmitter.delivering(), "a", "*.gz");
    assertThat(context.counts()).containsEntry("patterns-without-files", 1L);
  }

  @Test
  @DisplayName("fails when an event is not delivered")
  void undelivered() throws Exception {
    write("a", "{}");
    var emitter =
        new ScriptedEmitter(_ -> new ScriptedEmitter.Fate.Undelivered(Duration.ofMillis(5)));
    assertThatThrownBy(() -> run(emitter, "a")).isInstanceOf(UndeliveredException.class);
  }

  @Test
  @DisplayName("reads as many files at once as concurrency allows, and flushes at the end")
  void concurrency() throws Exception {
    write("a", "{}");
    write("b", "{}");
    write("c", "{}");
    var both = new CountDownLatch(2);
    var flushed = new CountDownLatch(1);
    var emitter =
        new Emitter() {
          @Override
          public Delivery emit(Batch batch) throws InterruptedException {
            both.countDown();
            assertThat(both.await(20, TimeUnit.SECONDS)).as("two at once").isTrue();
            return new Delivery() {
              @Override
              public void await() throws InterruptedException {
                assertThat(flushed.await(20, TimeUnit.SECONDS)).as("flushed").isTrue();
              }

              @Override
              public boolean done() {
                return false;
              }
            };
          }

          @Override
          public void flush() {
            flushed.countDown();
          }
        };
    new FileInput(Setting.config(2, folder + "/*"), Setting.context(folder)).run(emitter);
  }

  private TestContext run(Emitter emitter, String... paths) throws Exception {
    var context = Setting.context(folder);
    var all = Arrays.stream(paths).map(path -> folder + "/" + path).toArray(String[]::new);
    var input = new FileInput(Setting.config(1, all), context);
    input.check();
    input.run(emitter);
    return context;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static Delivery done() {
    return new Delivery() {
      @Override
      public void await() {}

      @Override
      public boolean done() {
        return true;
      }
    };
  }
}
