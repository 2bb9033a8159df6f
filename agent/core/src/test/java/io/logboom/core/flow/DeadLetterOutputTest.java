package io.logboom.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.spi.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterOutputTest {
  @TempDir Path directory;

  @Test
  void makesTheFileWhenTheFirstLetterComesAndForNobodyElse() throws IOException {
    var path = directory.resolve("deep/er/letters.jsonl");
    var output = new DeadLetterOutput(path);
    assertThat(path).doesNotExist();
    output.write(Batch.of(Samples.events(2)));
    output.close();
    assertThat(path).hasContent("{\"id\":1000}\n{\"id\":1001}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void appendsAfterCuttingOffATornLine() throws IOException {
    var path = directory.resolve("letters.jsonl");
    Files.writeString(path, "{\"whole\":1}\n{\"torn\":" + "x".repeat(100_000));
    var output = new DeadLetterOutput(path);
    output.write(Batch.of(Samples.events(1)));
    output.close();
    assertThat(path).hasContent("{\"whole\":1}\n{\"id\":1000}\n");
  }

  @Test
  void aFileThatIsAllOneTornLineStartsAnew() throws IOException {
    var path = directory.resolve("letters.jsonl");
    Files.writeString(path, "{\"torn\":");
    var output = new DeadLetterOutput(path);
    output.write(Batch.of(Samples.events(1)));
    output.close();
    assertThat(path).hasContent("{\"id\":1000}\n");
  }

  @Test
  void twoAgentsDoNotShareAFile() throws IOException {
    var path = directory.resolve("letters.jsonl");
    var first = new DeadLetterOutput(path);
    first.write(Batch.of(Samples.events(1)));
    var second = new DeadLetterOutput(path);
    assertThatThrownBy(() -> second.write(Batch.of(Samples.events(1))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in use by another agent")
        .hasMessageContaining(path.toString());
    first.close();
    second.write(Batch.of(Samples.events(1)));
    second.close();
    assertThat(Files.readAllLines(path)).hasSize(2);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    var file = Files.createFile(directory.resolve("plain"));
    assertThatThrownBy(
            () ->
                new DeadLetterOutput(file.resolve("letters.jsonl"))
                    .write(Batch.of(Samples.events(1))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("dead-letter file")
        .hasMessageContaining("plain");
  }
}
