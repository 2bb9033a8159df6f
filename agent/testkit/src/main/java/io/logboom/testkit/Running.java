package io.logboom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logboom.spi.Input;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An input at work on a virtual thread of its own, as in the engine. */
public final class Running implements AutoCloseable {
  private final Input input;
  private final Thread thread;
  private volatile @Nullable Exception failure;

  private Running(Input input, ScriptedEmitter emitter) {
    this.input = input;
    this.thread =
        Thread.ofVirtual()
            .name("input under test")
            .start(
                () -> {
                  try {
                    input.run(emitter);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  } catch (Exception e) {
                    failure = e;
                  } finally {
                    emitter.over();
                  }
                });
  }

  /** Starts it. */
  public static Running start(Input input, ScriptedEmitter emitter) {
    return new Running(input, emitter);
  }

  /** Asks it to stop. */
  public void interrupt() {
    thread.interrupt();
  }

  /** Whether its run is over. */
  public boolean ended() {
    return !thread.isAlive();
  }

  /** What its run threw, other than {@link InterruptedException}; null for nothing (yet). */
  public @Nullable Exception failure() {
    return failure;
  }

  /** Waits for its run to be over, no longer than this. */
  public void join(Duration patience) throws InterruptedException {
    assertThat(thread.join(patience)).as("the run ended within %s", patience).isTrue();
  }

  /** Interrupts it if need be, and closes it. */
  @Override
  public void close() throws IOException {
    thread.interrupt();
    await().atMost(Duration.ofSeconds(10)).until(this::ended);
    input.close();
  }
}
