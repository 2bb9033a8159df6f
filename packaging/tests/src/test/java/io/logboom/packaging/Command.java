package io.logboom.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command of {@code bin/logboom} that ends by itself, and what came of it. In a folder of its own
 * that nobody may write to, with a folder for temporary files that must be empty again.
 *
 * @param code the exit code
 * @param out the lines of standard output
 * @param err standard error as a whole
 */
record Command(int code, List<String> out, String err) {

  /** Runs it with nothing on its standard input. */
  static Command run(List<String> arguments) throws IOException, InterruptedException {
    return run(Agent.NOTHING, arguments);
  }

  /**
   * @param input what it finds on its standard input
   */
  static Command run(Path input, List<String> arguments) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(Built.scratch("commands"), "run");
    Path work = Files.createDirectory(folder.resolve("work"));
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    var process =
        start(work, temporary, arguments)
            .redirectInput(input.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    int code = process.waitFor();
    for (Path empty : List.of(work, temporary)) {
      try (var files = Files.list(empty)) {
        List<Path> left = files.toList();
        if (!left.isEmpty()) {
          throw new AssertionError("left behind: " + left);
        }
      }
    }
    return new Command(code, Files.readAllLines(out), Files.readString(err));
  }

  /** One that is yet to be started. */
  static ProcessBuilder start(Path work, Path temporary, List<String> arguments) {
    work.toFile().setWritable(false, false);
    List<String> command = new ArrayList<>();
    command.add(Built.distribution().resolve("bin/logboom").toString());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(work.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("LOGBOOM_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
    return builder;
  }
}
