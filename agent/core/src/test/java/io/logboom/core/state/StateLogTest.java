package io.logboom.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.core.queue.Disk;
import io.logboom.core.queue.FaultyDisk;
import io.logboom.core.telemetry.Meter;
import io.logboom.spi.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever becomes of disk and process: what comes back is a save, whole, and never an older one.
 */
class StateLogTest {
  private static final String NAME = "pipelines.p.filters.0";

  @TempDir Path directory;
  private final Meter meter = new Meter(Meter.Kind.FILTER, NAME, "fake");
  private final FaultyDisk disk = new FaultyDisk();

  @Test
  void givesBackWhatWasSavedLast() throws Exception {
    try (var log = open(disk)) {
      log.restore((_, _) -> true);
      save(log, Map.of("a", "1", "b", "2"), List.of());
      save(log, Map.of("a", "3", "", "empty"), List.of("b"));
      save(log, Map.of(), List.of());
    }
    assertThat(restored()).isEqualTo(Map.of("a", "3", "", "empty"));
    assertThat(meter.counters()).containsEntry("state-saves", 2L).hasSize(1);
  }

  @Test
  void whatIsEmptyWritesNothing() throws Exception {
    try (var log = open(disk)) {
      log.restore((_, _) -> true);
      save(log, Map.of(), List.of());
    }
    assertThat(LogFile.in(directory)).isEmpty();
    assertThat(disk.forces()).isZero();
  }

  @Test
  void whatBecameEmptyStaysEmpty() throws Exception {
    saveOnce(Map.of("a", "1"));
    try (var log = open(disk)) {
      log.restore((_, _) -> true);
      save(log, Map.of(), List.of());
    }
    assertThat(restored()).isEmpty();
  }

  /** A file that is cut short anywhere is what it was at the end of the save before that. */
  @Test
  void atWhicheverByteItIsCut() throws Exception {
    var states = new ArrayList<Map<String, String>>();
    var ends = new ArrayList<Long>();
    try (var log = open(disk)) {
      log.restore((_, _) -> true);
      var state = new TreeMap<String, String>();
      for (int i = 0; i < 6; i++) {
        state.put("key" + i % 4, "value" + i);
        save(log, Map.of("key" + i % 4, "value" + i), List.of());
        states.add(Map.copyOf(state));
        ends.add(Files.size(file()));
      }
    }
    byte[] whole = Files.readAllBytes(file());
    for (int cut = 0; cut <= whole.length; cut++) {
      Files.write(file(), java.util.Arrays.copyOf(whole, cut));
      Map<String, String> expected = Map.of();
      for (int i = 0; i < ends.size() && ends.get(i) <= cut; i++) {
        expected = states.get(i);
      }
      assertThat(restored()).as("cut at %d", cut).isEqualTo(expected);
    }
    assertThat(meter.counters()).doesNotContainKey("state-damaged-bytes");
  }

  /** One byte that is not what it was costs the entry it is in, and is told. */
  @Test
  void whicheverByteIsDamaged() throws Exception {
    try (var log = open(disk)) {
      log.restore((_, _) -> true);
      for (int i = 0; i < 5; i++) {
        save(log, Map.of("key" + i, "value" + i), List.of());
      }
    }
    byte[] whole = Files.readAllBytes(file());
    int lastEnd = whole.length - Layout.END;
    for (int at = 0; at < lastEnd; at += 3) {
      byte[] broken = whole.clone();
      broken[at] ^= 0x55;
      Files.write(file(), broken);
      long before = meter.counters().getOrDefault("state-damaged-bytes", 0L);
      var restored = restored();
      assertThat(restored.size()).as("damage at %d", at).isGreaterThanOrEqualTo(4);
      assertThat(restored)
          .allSatisfy((key, value) -> assertThat(value).isEqualTo("value" + key.substring(3)));
      if (at >= Layout.HEADER) {
        assertThat(meter.counters().get("state-damaged-bytes")).isGreaterThan(before);
      }
    }
  }

  @Test
  void whatIsDamagedIsSetAside() throws Exception {
    saveOnce(Map.of("a", "1", "b", "2"));
    byte[] bytes = Files.readAllBytes(file());
    bytes[Layout.HEADER + 3] ^= 1;
    Files.write(file(), bytes);
    saveOnce(Map.of("c", "3"));
    try (var kept = Files.list(directory.resolve("set-aside"))) {
      assertThat(kept).hasSize(1);
    }
    assertThat(restored()).isEqualTo(Map.of("c", "3"));
  }

  /** State of another query does not mix with that of this one, nor is it lost. */
  @Test
  void whatNobodyTakesBackIsSetAsideAndCounted() throws Exception {
    saveOnce(Map.of("old:a", "1", "old:b", "2", "new:c", "3"));
    byte[] before = Files.readAllBytes(file());
    try (var log = open(disk)) {
      var taken = new TreeMap<String, String>();
      log.restore(
          (key, value) -> {
            if (text(key).startsWith("old:a")) {
              throw new IllegalStateException("not understood");
            }
            return text(key).startsWith("new:") && taken.put(text(key), text(value)) == null;
          });
      save(log, taken, List.of());
    }
    assertThat(meter.counters()).containsEntry("state-set-aside", 2L);
    assertThat(restored()).isEqualTo(Map.of("new:c", "3"));
    try (var kept = Files.list(directory.resolve("set-aside"))) {
      assertThat(Files.readAllBytes(kept.findFirst().orElseThrow())).isEqualTo(before);
    }
  }

  @Test
  void aFileOfAnotherVersionIsSetAside() throws Exception {
    saveOnce(Map.of("a", "1"));
    byte[] bytes = Files.readAllBytes(file());
    bytes[Layout.VERSION_AT]++;
    Layout.put(bytes, Layout.HEADER - Layout.CRC, Layout.crc(bytes, 0, Layout.HEADER - Layout.CRC));
    Files.write(file(), bytes);
    saveOnce(Map.of("b", "2"));
    assertThat(directory.resolve("set-aside")).isNotEmptyDirectory();
    assertThat(meter.counters()).containsEntry("state-set-aside", 1L);
  }

  /** A disk that has no room: what was saved stays, and the next save is of everything. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 31, 32, 40, 60, 200})
  void aFullDiskKeepsWhatWasSaved(long room) throws Exception {
    try (var log = open(disk)) {
      log.restore((_, _) -> true);
      save(log, Map.of("a", "1"), List.of());
      disk.room(room);
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> save(log, Map.of("a", "x".repeat(300)), List.of()))
            .isInstanceOf(IOException.class);
        assertThat(restoredOfCopy()).isEqualTo(Map.of("a", "1"));
      }
      disk.room(Long.MAX_VALUE);
      var asked = new ArrayList<Boolean>();
      log.save(
          (memory, all) -> {
            asked.add(all);
            memory.put(bytes("a"), bytes("2"));
          });
      assertThat(asked).containsExactly(true);
    }
    assertThat(restored()).isEqualTo(Map.of("a", "2"));
  }

  @Test
  void anFsyncThatFailsSavesNothing() throws Exception {
    try (var log = open(disk)) {
      log.restore((_, _) -> true);
      save(log, Map.of("a", "1"), List.of());
      disk.fsyncFails(true);
      assertThatThrownBy(() -> save(log, Map.of("a", "2"), List.of()))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> save(log, Map.of("a", "2"), List.of()))
          .isInstanceOf(IOException.class);
      disk.fsyncFails(false);
      save(log, Map.of("a", "3"), List.of());
    }
    assertThat(restored()).isEqualTo(Map.of("a", "3"));
  }

  @Test
  void aFilterThatFailsInMidSaveHasSavedNothing() throws Exception {
    try (var log = open(disk)) {
      log.restore((_, _) -> true);
      save(log, Map.of("a", "1"), List.of());
      assertThatThrownBy(
              () ->
                  log.save(
                      (memory, _) -> {
                        memory.put(bytes("a"), bytes("x".repeat(200_000)));
                        throw new IllegalStateException("no more");
                      }))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(restored()).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void aLogThatHasGrownBeginsAnew() throws Exception {
    try (var log = open(disk)) {
      log.restore((_, _) -> true);
      int all = 0;
      for (int i = 0; i < 200; i++) {
        boolean[] asked = {false};
        log.save(
            (memory, everything) -> {
              asked[0] = everything;
              memory.put(bytes("a"), new byte[100_000]);
            });
        all += asked[0] ? 1 : 0;
        assertThat(Files.size(file())).isLessThan(5 << 20);
      }
      assertThat(all).isBetween(2, 10);
    }
    assertThat(LogFile.in(directory)).hasSize(1);
    assertThat(meter.gauges().get("state-bytes")).isEqualTo(Files.size(file()));
  }

  @Test
  void entriesMayBeLargeButNotTooLarge() throws Exception {
    var large = new byte[Memory.LARGEST - 1];
    try (var log = open(disk)) {
      log.restore((_, _) -> true);
      log.save((memory, _) -> memory.put(bytes("a"), large));
      assertThatThrownBy(() -> log.save((memory, _) -> memory.put(bytes("aa"), large)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    var sizes = new ArrayList<Integer>();
    try (var log = open(Disk.REAL)) {
      log.restore((_, value) -> sizes.add(value.length));
    }
    assertThat(sizes).containsExactly(large.length);
  }

  /** What a filter remembered that is no longer there is found. */
  @Test
  void whatIsLeftOverIsFound() throws Exception {
    var here = StateLog.directory(directory, NAME);
    var gone = StateLog.directory(directory, "pipelines.p.filters.1");
    for (var one : List.of(here, gone)) {
      try (var log = StateLog.open(one, NAME, meter)) {
        log.restore((_, _) -> true);
        save(log, Map.of("a", "1"), List.of());
      }
    }
    assertThat(StateLog.others(directory, List.of(here))).containsExactly(gone);
    assertThat(StateLog.others(directory.resolve("nothing"), List.of())).isEmpty();
  }

  @Test
  void nobodyElseMayHaveIt() throws Exception {
    try (var _ = open(disk)) {
      assertThatThrownBy(() -> open(disk))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use by another process")
          .hasMessageContaining(directory.toString());
    }
  }

  /**
   * Saves at random, over disks that fail at random, with a crash at a random byte now and then:
   * what comes back is what was saved last, or what was being saved.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whatComesBackWasSaved(long seed) throws Exception {
    var random = new Random(seed);
    Map<String, String> saved = new TreeMap<>();
    for (int life = 0; life < 10; life++) {
      var found = new TreeMap<String, String>();
      var current = new TreeMap<String, String>();
      Map<String, String> underWay = saved;
      try (var log = open(disk)) {
        log.restore((key, value) -> found.put(text(key), text(value)) == null);
        assertThat(found).as("seed %d life %d", seed, life).isEqualTo(saved);
        current.putAll(found);
        var changed = new ArrayList<String>();
        for (int save = random.nextInt(30); save >= 0; save--) {
          for (int change = random.nextInt(20); change >= 0; change--) {
            var key = "k" + random.nextInt(30);
            if (random.nextInt(4) == 0) {
              current.remove(key);
            } else {
              current.put(key, "x".repeat(random.nextInt(3000)) + save);
            }
            changed.add(key);
          }
          disk.room(random.nextInt(5) == 0 ? random.nextInt(5000) : Long.MAX_VALUE);
          disk.fsyncFails(random.nextInt(10) == 0);
          try {
            underWay = new TreeMap<>(current);
            log.save((memory, all) -> write(memory, all, current, changed));
            saved = underWay;
            changed.clear();
          } catch (IOException e) {
            assertThat(e).hasMessageMatching("No space left on device|Input/output error");
          }
        }
        disk.room(Long.MAX_VALUE);
        disk.fsyncFails(false);
        underWay = new TreeMap<>(current);
        log.save((memory, all) -> write(memory, all, current, changed));
      }
      saved = crash(random, saved, underWay);
    }
  }

  /** Cuts the last save off at a random place; tells what must come back. */
  private Map<String, String> crash(
      Random random, Map<String, String> before, Map<String, String> last) throws IOException {
    var files = LogFile.in(directory);
    if (files.isEmpty()) {
      return last;
    }
    var path = files.getFirst().path();
    byte[] bytes = Files.readAllBytes(path);
    int cut = bytes.length - random.nextInt(Layout.END + 1);
    Files.write(path, java.util.Arrays.copyOf(bytes, cut));
    if (cut == bytes.length) {
      return last;
    }
    var found = restored();
    assertThat(found.equals(before) || files.size() == 1).isTrue();
    return found;
  }

  private static void write(
      Memory memory, boolean all, Map<String, String> current, List<String> changed)
      throws IOException {
    for (var key : all ? List.copyOf(current.keySet()) : changed) {
      var value = current.get(key);
      if (value == null) {
        memory.remove(bytes(key));
      } else {
        memory.put(bytes(key), bytes(value));
      }
    }
  }

  private StateLog open(Disk on) throws IOException {
    return StateLog.open(directory, NAME, meter, on);
  }

  private void saveOnce(Map<String, String> entries) throws Exception {
    try (var log = open(disk)) {
      log.restore((_, _) -> true);
      save(log, entries, List.of());
    }
  }

  private static void save(StateLog log, Map<String, String> puts, List<String> removes)
      throws Exception {
    log.save(
        (memory, _) -> {
          for (var put : puts.entrySet()) {
            memory.put(bytes(put.getKey()), bytes(put.getValue()));
          }
          for (var key : removes) {
            memory.remove(bytes(key));
          }
        });
  }

  private Map<String, String> restored() throws IOException {
    return restored(directory);
  }

  /** As another process would find it, if this one were killed now. */
  private Map<String, String> restoredOfCopy() throws IOException {
    var copy = Files.createTempDirectory(directory, "copy");
    for (var file : LogFile.in(directory)) {
      Files.copy(file.path(), copy.resolve(file.name()));
    }
    return restored(copy);
  }

  private Map<String, String> restored(Path from) throws IOException {
    var found = new TreeMap<String, String>();
    try (var log = StateLog.open(from, NAME, meter)) {
      log.restore(
          (key, value) -> {
            assertThat(found.put(text(key), text(value))).isNull();
            return true;
          });
    }
    return found;
  }

  private Path file() throws IOException {
    return LogFile.in(directory).getFirst().path();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
