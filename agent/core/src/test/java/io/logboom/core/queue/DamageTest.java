package io.logboom.core.queue;

import static io.logboom.core.queue.Fixture.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.logboom.core.config.Queueing.Sync;
import io.logboom.core.event.JsonEvent;
import io.logboom.core.telemetry.Meter;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A queue of two segments with seven events that are not delivered, each byte of which is damaged
 * in turn: it always starts, and what is not damaged itself is there.
 */
@Timeout(300)
class DamageTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Origin OTHER =
      new Origin("in", "198.51.100.7:601", Instant.EPOCH, Map.of("name", "value"));
  private static final List<String> TEXTS =
      List.of("third", "fourth!", "fifth: \u00fc", "sixth", "seventh {}", "eighth", "ninth");

  @TempDir Path folder;
  private final Map<String, byte[]> whole = new TreeMap<>();
  private final AtomicInteger copies = new AtomicInteger();
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final List<Future<?>> checks = new ArrayList<>();

  /** Thousands of times it is told what is damaged: that is as it should be. */
  @BeforeAll
  static void beQuiet() {
    log().setLevel(Level.OFF);
  }

  @AfterAll
  static void beHeard() {
    log().setLevel(null);
  }

  private static Logger log() {
    return (Logger) LoggerFactory.getLogger(DiskQueue.class);
  }

  @BeforeEach
  void makeQueue() throws Exception {
    var directory = folder.resolve("whole");
    var taker = Taker.holding();
    var queue = Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), taker);
    queue.append(List.of(event("first"), event("second")), new Receipt());
    await().until(() -> taker.texts().size() == 2);
    taker.settle(true);
    queue.append(events().subList(0, 4), new Receipt());
    queue.close();
    var again = Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), Taker.closed());
    again.append(events().subList(4, 7), new Receipt());
    again.close();
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        whole.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    assertThat(segments()).hasSize(2);
  }

  private static List<Event> events() {
    var events = new ArrayList<Event>();
    for (int i = 0; i < TEXTS.size(); i++) {
      var event = event(TEXTS.get(i), i % 3 == 0 ? OTHER : Fixture.ORIGIN, i);
      events.add(i == 3 ? event.identified(5, 0, 3) : event);
    }
    return events;
  }

  @Test
  void anyByteMayBeWrong() throws Exception {
    for (var file : whole.entrySet()) {
      for (int at = 0; at < file.getValue().length; at++) {
        byte[] bytes = file.getValue().clone();
        bytes[at] ^= (byte) (at % 2 == 0 ? 0xFF : 0x01);
        var harmed = owners(file.getKey(), at, at + 1);
        check(file.getKey() + ": byte " + at, with(file.getKey(), bytes), harmed);
      }
    }
  }

  @Test
  void anyFileMayEndAnywhere() throws Exception {
    for (var file : whole.entrySet()) {
      int length = file.getValue().length;
      for (int at = 0; at < length; at++) {
        var harmed = owners(file.getKey(), at, length);
        byte[] bytes = Arrays.copyOf(file.getValue(), at);
        check(file.getKey() + ": cut at " + at, with(file.getKey(), bytes), harmed);
      }
    }
  }

  @Test
  void anyFileMayBeGone() throws Exception {
    for (var file : whole.keySet()) {
      var files = new HashMap<>(whole);
      int length = files.remove(file).length;
      check(file + ": gone", files, owners(file, 0, length));
    }
  }

  @Test
  void anyStretchMayBeWrong() throws Exception {
    long seed = 20261121;
    var random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      var files = new HashMap<>(whole);
      var harmed = new HashSet<String>();
      for (var file : whole.entrySet()) {
        byte[] bytes = file.getValue().clone();
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(80));
        byte[] rubbish = new byte[to - from];
        random.nextBytes(rubbish);
        System.arraycopy(rubbish, 0, bytes, from, rubbish.length);
        files.put(file.getKey(), bytes);
        harmed.addAll(owners(file.getKey(), from, to));
      }
      check("seed " + seed + " round " + round, files, harmed);
    }
  }

  @Test
  void aSegmentOfAnotherVersionIsSetAside() throws Exception {
    var name = segments().getFirst();
    byte[] bytes = whole.get(name).clone();
    bytes[Layout.VERSION_AT] = 2;
    Layout.put(
        bytes, Layout.HEADER_CRC_AT, Layout.crc(new CRC32C(), bytes, 0, Layout.HEADER_CRC_AT));
    var directory = write(with(name, bytes));
    var taker = Taker.open();
    var queue = Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), taker);
    assertThat(queue.awaitEmpty(LONG)).isTrue();
    queue.close();
    assertThat(taker.texts()).containsExactlyElementsOf(TEXTS.subList(4, 7));
    assertThat(directory.resolve("damaged").resolve(name)).hasBinaryContent(bytes);
  }

  @Test
  void anEventCannotHoldAnEntry() throws Exception {
    var directory = folder.resolve("forged");
    var queue = Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), Taker.closed());
    byte[] segment = whole.get(segments().getFirst());
    var forged = JsonEvent.of(segment, 0, segment.length, Fixture.ORIGIN, 1);
    queue.append(List.of(event("before"), forged, event("after")), new Receipt());
    queue.close();
    Path file;
    try (var files = Files.newDirectoryStream(directory, "*.segment")) {
      file = files.iterator().next();
    }
    byte[] bytes = Files.readAllBytes(file);
    int inner = indexOf(bytes, "fourth!".getBytes(UTF_8));
    int mark = indexOf(bytes, "LOGBOOMQ".getBytes(UTF_8), Layout.HEADER) - Layout.EVENT_AT;
    assertThat(mark).isBetween(Layout.HEADER, inner);
    bytes[mark] ^= 1;
    Files.write(file, bytes);
    var taker = Taker.open();
    var again = Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), taker);
    assertThat(again.awaitEmpty(LONG)).isTrue();
    again.close();
    assertThat(taker.texts()).containsExactly("before", "after");
  }

  /** Opens a queue of these files, and expects of it all but what was harmed. */
  private void check(String what, Map<String, byte[]> files, Set<String> harmed) {
    checks.add(threads.submit(() -> open(what, files, harmed)));
  }

  @AfterEach
  void awaitChecks() throws Exception {
    try (threads) {
      for (var check : checks) {
        check.get();
      }
    }
  }

  private @Nullable Void open(String what, Map<String, byte[]> files, Set<String> harmed)
      throws Exception {
    var directory = write(files);
    var meter = Fixture.meter();
    var taker = Taker.open();
    var queue = Fixture.open(directory, Fixture.options(Sync.OS), meter, taker);
    var receipt = new Receipt();
    queue.append(List.of(event("new")), receipt);
    receipt.await();
    assertThat(queue.awaitEmpty(LONG)).as(what).isTrue();
    queue.close();
    var expected = new ArrayList<>(TEXTS);
    expected.removeAll(harmed);
    assertThat(taker.texts()).as(what).containsAll(expected).contains("new");
    var missing = new HashSet<>(TEXTS);
    missing.removeAll(taker.texts());
    assertThat(harmed).as(what).containsAll(missing);
    assertNamed(what, meter, missing, directory);
    return null;
  }

  private void assertNamed(String what, Meter meter, Set<String> missing, Path directory)
      throws IOException {
    var counters = meter.counters();
    boolean cursorIsWhole = Files.exists(directory.resolve("cursor")) && !what.contains("cursor");
    if (!missing.isEmpty() && cursorIsWhole && !what.startsWith("seed")) {
      assertThat(counters).as(what).containsEntry("queue-lost-events", (long) missing.size());
    }
    if (counters.containsKey("queue-quarantined-bytes")) {
      long kept = 0;
      try (var files = Files.list(directory.resolve("damaged"))) {
        for (var file : files.toList()) {
          kept += Files.size(file);
        }
      }
      assertThat(counters).as(what).containsEntry("queue-quarantined-bytes", kept);
    }
  }

  /** The events whose entries have some of these bytes. */
  private Set<String> owners(String file, int from, int to) {
    var owners = new HashSet<String>();
    byte[] bytes = whole.get(file);
    for (var text : TEXTS) {
      byte[] wanted = text.getBytes(UTF_8);
      int at = indexOf(bytes, wanted);
      int id = text.equals("sixth") ? 3 : 0;
      if (at >= 0 && at - id - Layout.EVENT_AT < to && from < at + wanted.length + Layout.CRC) {
        owners.add(text);
      }
    }
    return owners;
  }

  private List<String> segments() {
    return whole.keySet().stream().filter(name -> name.endsWith(".segment")).toList();
  }

  private Map<String, byte[]> with(String name, byte[] bytes) {
    var files = new HashMap<>(whole);
    files.put(name, bytes);
    return files;
  }

  private Path write(Map<String, byte[]> files) throws IOException {
    var directory = Files.createDirectory(folder.resolve("copy-" + copies.incrementAndGet()));
    for (var file : files.entrySet()) {
      Files.write(directory.resolve(file.getKey()), file.getValue());
    }
    return directory;
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    return indexOf(bytes, wanted, 0);
  }

  private static int indexOf(byte[] bytes, byte[] wanted, int from) {
    for (int at = from; at <= bytes.length - wanted.length; at++) {
      if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    return -1;
  }
}
