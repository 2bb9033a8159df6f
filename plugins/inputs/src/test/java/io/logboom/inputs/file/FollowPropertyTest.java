package io.logboom.inputs.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are written, rotated in every style and compressed at random, while what follows them
 * looks, reads, stops, is killed and starts at random. {@code -Dlogboom.seeds} says how often,
 * {@code -Dlogboom.seed} which.
 */
final class FollowPropertyTest {
  private static final int SEEDS = Integer.getInteger("logboom.seeds", 60);
  private static final int STEPS = 60;

  @TempDir private Path folder;

  @Test
  @DisplayName("every line arrives once, as long as nobody is killed")
  void once() throws Exception {
    all(false);
  }

  @Test
  @DisplayName("every line arrives, however often the agent is killed")
  void atLeastOnce() throws Exception {
    all(true);
  }

  private void all(boolean killing) throws Exception {
    Long only = Long.getLong("logboom.seed");
    long first = only != null ? only : System.nanoTime();
    for (int i = 0; i < (only != null ? 1 : SEEDS); i++) {
      one(first + i, killing);
    }
  }

  private void one(long seed, boolean killing) throws Exception {
    var random = new Random(seed);
    var data = Files.createDirectory(folder.resolve("data"));
    var logs = Files.createDirectory(folder.resolve("logs"));
    var writer = new RotatingWriter(logs, random);
    var story = new Story(Long.getLong("logboom.seed") != null);
    var config =
        Setting.config(
            true, FileInputConfig.Start.BEGINNING, 4 + random.nextInt(60), 1, logs + "/*.log*");
    try (var follower = new Follower(config, data)) {
      writer.between(() -> glance(follower, random, story));
      if (!killing) {
        // The rest of a small file is not told from another file that begins as it does.
        writer.beforePacking(() -> lookAndRead(follower));
      }
      for (int step = 0; step < STEPS; step++) {
        int turn = random.nextInt(20);
        if (turn < 9) {
          story.append(writer.act(follower.delivered(), killing)).append("\n");
        } else if (turn < 18) {
          glance(follower, random, story);
        } else if (killing) {
          story.append("kill\n");
          follower.kill();
          for (int i = random.nextInt(5); i > 0; i--) {
            story.append("  ").append(writer.act(follower.delivered(), true)).append("\n");
          }
          follower.start();
        } else if (turn == 18) {
          story.append("restart\n");
          follower.stop();
          follower.start();
        } else {
          story.append("wait\n");
          follower.catchUp();
          follower.pass(Duration.ofMillis(300));
        }
      }
      writer.end();
      story.append("finish\n");
      follower.finish();
      judge(seed, killing, writer.written(), count(follower), story);
      var counts = follower.context().counts();
      if (!killing) {
        assertThat(counts).as("seed %d", seed).doesNotContainKey("missed-bytes");
      }
    }
    clear(data);
    clear(logs);
  }

  /** What happened, told at once when it is about one seed only. */
  private record Story(StringBuilder text, boolean aloud) {
    Story(boolean aloud) {
      this(new StringBuilder(), aloud);
    }

    Story append(Object words) {
      text.append(words);
      if (aloud) {
        System.err.print(words);
      }
      return this;
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }

  private static void judge(
      long seed,
      boolean killing,
      Map<String, Integer> written,
      Map<String, Integer> delivered,
      Story story) {
    var wrong = new TreeMap<String, String>();
    written.forEach(
        (line, times) -> {
          int came = delivered.getOrDefault(line, 0);
          if (killing ? came < times : came != times) {
            wrong.put(shortened(line), times + " written, " + came + " delivered");
          }
        });
    delivered.forEach(
        (line, times) -> {
          if (!written.containsKey(line)) {
            wrong.put(shortened(line), "never written");
          }
        });
    assertThat(wrong).as("seed %d:\n%s", seed, story).isEmpty();
  }

  private static String shortened(String line) {
    return line.substring(0, Math.min(16, line.length())).replace('\0', '0');
  }

  private static void glance(Follower follower, Random random, Story story) {
    try {
      switch (random.nextInt(7)) {
        case 0, 1 -> {
          story.append("    look\n");
          follower.look();
        }
        case 2, 3 -> {
          story.append("    read\n");
          follower.read(1 + random.nextInt(4));
        }
        case 4 -> {
          story.append("    settle\n");
          follower.deliver(random);
          follower.settle();
        }
        case 5 -> {
          story.append("    settle, save\n");
          follower.deliver(random);
          follower.settle();
          follower.save();
        }
        default -> {
          story.append("    look, read\n");
          follower.look();
          follower.read(Integer.MAX_VALUE);
        }
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void lookAndRead(Follower follower) {
    try {
      follower.look();
      follower.read(Integer.MAX_VALUE);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Integer> count(Follower follower) {
    var counts = new TreeMap<String, Integer>();
    follower.delivered().forEach(line -> counts.merge(line, 1, Integer::sum));
    return counts;
  }

  private static void clear(Path top) throws IOException {
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
