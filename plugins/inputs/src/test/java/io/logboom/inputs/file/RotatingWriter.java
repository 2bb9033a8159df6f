package io.logboom.inputs.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Writes lines to two logs and rotates these, at random, in all the ways that are used; between the
 * steps of a rotation somebody else has his turn. It knows what it has written.
 */
final class RotatingWriter {
  private final Random random;
  private final List<Log> logs = new ArrayList<>();
  private final Map<String, Integer> written = new TreeMap<>();
  private Runnable between = () -> {};
  private Runnable beforePacking = () -> {};
  private int number;

  RotatingWriter(Path folder, Random random) {
    this.random = random;
    logs.add(new Log(folder.resolve("app.log")));
    logs.add(new Log(folder.resolve("db.log")));
  }

  /** Has its turn between the steps of a rotation. */
  void between(Runnable other) {
    between = other;
  }

  /** Has its turn before a file is compressed. */
  void beforePacking(Runnable other) {
    beforePacking = other;
  }

  /** How often each line has been written. */
  Map<String, Integer> written() {
    return written;
  }

  /** Does something, and says what. */
  String act(List<String> delivered, boolean deleting) throws IOException {
    var log = logs.get(random.nextInt(logs.size()));
    return switch (random.nextInt(14)) {
      case 0, 1 -> log.rename();
      case 2, 3 -> log.copyTruncate();
      case 4 -> log.compress();
      case 5 -> deleting ? log.delete(new HashSet<>(delivered)) : log.write();
      default -> log.write();
    };
  }

  /** Ends lines that are not. */
  void end() throws IOException {
    for (var log : logs) {
      log.endLine();
    }
  }

  private final class Log {
    private final Path path;
    private final boolean appends = random.nextInt(4) > 0;
    private final String banner = "begins " + "x".repeat(random.nextBoolean() ? 8 : 1500);
    private final boolean bannered = random.nextBoolean();
    private String open = "";
    private String rest = "";
    private long at;

    Log(Path path) {
      this.path = path;
    }

    String write() throws IOException {
      var text = new StringBuilder();
      if (bannered && (!Files.exists(path) || Files.size(path) == 0)) {
        text.append(banner).append('\n');
        note(banner);
      }
      text.append(takeRest());
      for (int i = random.nextInt(6); i >= 0; i--) {
        String line = "line " + number++ + " " + "y".repeat(length());
        if (i == 0 && random.nextInt(5) == 0) {
          // Half of it now; the rest later.
          int half = 1 + random.nextInt(line.length() - 1);
          text.append(line, 0, half);
          open = line;
          rest = line.substring(half);
        } else {
          text.append(line).append(random.nextInt(8) == 0 ? "\r\n" : "\n");
          note(line);
        }
      }
      append(path, text.toString());
      return "write " + text.length() + " to " + path.getFileName() + ", before line " + number;
    }

    private int length() {
      return random.nextInt(random.nextInt(10) == 0 ? 700 : 60);
    }

    /** What is missing of a line. */
    private String takeRest() {
      if (open.isEmpty()) {
        return "";
      }
      note(open);
      open = "";
      return rest + "\n";
    }

    void endLine() throws IOException {
      if (!open.isEmpty()) {
        append(path, takeRest());
      }
    }

    private void note(String line) {
      written.merge(line, 1, Integer::sum);
    }

    /** Who does not append writes where he was, whatever has become of the file. */
    private void append(Path file, String text) throws IOException {
      byte[] bytes = text.getBytes(UTF_8);
      if (appends || !file.equals(path)) {
        Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return;
      }
      try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
        raw.seek(at);
        raw.write(bytes);
        at += bytes.length;
      }
    }

    private List<Path> rotated() throws IOException {
      var all = new ArrayList<Path>();
      for (int i = 1; i < 100; i++) {
        for (var suffix : List.of("", ".gz")) {
          var file = path.resolveSibling(path.getFileName() + "." + i + suffix);
          if (Files.exists(file)) {
            all.add(file);
          }
        }
      }
      return all;
    }

    private void shift() throws IOException {
      for (var file : rotated().reversed()) {
        var name = file.getFileName().toString();
        boolean gz = name.endsWith(".gz");
        var start = path.getFileName() + ".";
        int n = Integer.parseInt(name.substring(start.length()).replace(".gz", ""));
        Files.move(
            file, path.resolveSibling(path.getFileName() + "." + (n + 1) + (gz ? ".gz" : "")));
        if (random.nextInt(6) == 0) {
          between.run();
        }
      }
    }

    private Path first() {
      return path.resolveSibling(path.getFileName() + ".1");
    }

    String rename() throws IOException {
      if (!Files.exists(path)) {
        return "nothing to rename";
      }
      shift();
      endLine();
      Files.move(path, first());
      between.run();
      at = 0;
      if (random.nextBoolean()) {
        // Who has it open goes on for a while.
        String late = "late " + number++;
        Files.writeString(first(), late + "\n", StandardOpenOption.APPEND);
        note(late);
        between.run();
      }
      if (random.nextBoolean()) {
        Files.createFile(path);
        between.run();
      }
      return "rename " + path.getFileName();
    }

    String copyTruncate() throws IOException {
      if (!Files.exists(path)) {
        return "nothing to copy";
      }
      shift();
      endLine();
      byte[] all = Files.readAllBytes(path);
      int steps = random.nextInt(3);
      int done = 0;
      for (int i = 0; i <= steps; i++) {
        int to = i == steps ? all.length : done + random.nextInt(all.length - done + 1);
        var part = Arrays.copyOfRange(all, done, to);
        Files.write(first(), part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        done = to;
        between.run();
      }
      try (var raw = new RandomAccessFile(path.toFile(), "rw")) {
        raw.setLength(0);
      }
      between.run();
      return "copy and truncate " + path.getFileName() + ", " + all.length;
    }

    String compress() throws IOException {
      var plain = rotated().stream().filter(file -> !file.toString().endsWith(".gz")).toList();
      if (plain.isEmpty()) {
        return "nothing to compress";
      }
      var file = plain.get(random.nextInt(plain.size()));
      beforePacking.run();
      var bytes = new ByteArrayOutputStream();
      try (var out = new GZIPOutputStream(bytes)) {
        out.write(Files.readAllBytes(file));
      }
      var packed = file.resolveSibling(file.getFileName() + ".gz");
      int half = random.nextInt(bytes.size());
      byte[] all = bytes.toByteArray();
      Files.write(packed, Arrays.copyOf(all, half));
      between.run();
      Files.write(packed, all);
      between.run();
      Files.delete(file);
      between.run();
      return "compress " + file.getFileName() + ", " + all.length;
    }

    String delete(Set<String> delivered) throws IOException {
      for (var file : rotated().reversed()) {
        if (!file.toString().endsWith(".gz")
            && lines(file).stream().allMatch(delivered::contains)) {
          Files.delete(file);
          return "delete " + file.getFileName();
        }
      }
      return "nothing to delete";
    }

    private static List<String> lines(Path file) throws IOException {
      return Files.readString(file).lines().map(line -> line.replace("\0", "")).toList();
    }
  }
}
