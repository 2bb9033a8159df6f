package io.logboom.inputs.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DurableFileTest {
  @TempDir Path folder;

  @Test
  @DisplayName("a thread that is interrupted already writes all the same, and stays interrupted")
  void interruptedBefore() throws Exception {
    Path file = folder.resolve("file");
    Thread.currentThread().interrupt();
    DurableFile.write(file, new byte[] {1, 2, 3});
    assertThat(Thread.interrupted()).isTrue();
    assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
  }

  @RepeatedTest(20)
  @DisplayName("so does one that is interrupted while it writes")
  void interruptedMeanwhile() throws Exception {
    Path file = folder.resolve("file");
    var written = new AtomicInteger();
    byte[] bytes = new byte[1 << 20];
    var failed = new AtomicInteger();
    var thread =
        Thread.ofPlatform()
            .unstarted(
                () -> {
                  try {
                    while (!Thread.currentThread().isInterrupted()) {
                      DurableFile.write(file, bytes);
                      written.incrementAndGet();
                    }
                  } catch (java.io.IOException e) {
                    failed.incrementAndGet();
                  }
                });
    thread.start();
    while (written.get() < 3 && thread.isAlive()) {
      Thread.onSpinWait();
    }
    thread.interrupt();
    thread.join();
    assertThat(failed).hasValue(0);
    assertThat(file).hasSize(bytes.length);
  }
}
