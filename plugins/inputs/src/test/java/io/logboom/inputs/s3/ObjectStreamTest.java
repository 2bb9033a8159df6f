package io.logboom.inputs.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.logboom.testkit.TestContext;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that break inside an object; no server to be had breaks them on cue. */
final class ObjectStreamTest {
  private static final S3Object OBJECT =
      new S3Object("logs", "k", Optional.empty(), Optional.of("v1"));
  private static final long LARGE = 1 << 30;

  @TempDir Path folder;
  private FakeAws aws;
  private Clients clients;
  private TestContext context;

  @BeforeEach
  void begin() throws IOException {
    aws = new FakeAws();
    clients = new Clients(new Setup(aws, "trail").config());
    context = new TestContext(folder);
  }

  @AfterEach
  void end() {
    clients.close();
    aws.close();
  }

  @Test
  @DisplayName("goes on from the last byte when the body breaks off, asking for the same object")
  void resumes() throws IOException {
    byte[] bytes = bytes(200_000);
    aws.s3.put("logs", "k", bytes);
    aws.s3.plan(
        "logs",
        "k",
        new FakeS3.Act.CutAfter(70_000),
        new FakeS3.Act.CutAfter(0),
        new FakeS3.Act.CutAfter(30_000));
    try (var stream = open()) {
      assertThat(stream.readAllBytes()).isEqualTo(bytes);
    }
    var asked = aws.s3.asked();
    assertThat(asked.getFirst().range()).isEmpty();
    assertThat(asked.getFirst().ifMatch()).isEmpty();
    assertThat(asked.subList(1, asked.size()))
        .allSatisfy(request -> assertThat(request.range()).isPresent())
        .allSatisfy(request -> assertThat(request.ifMatch()).isPresent())
        .allSatisfy(request -> assertThat(request.version()).contains("v1"));
    assertThat(asked.getLast().range()).contains("bytes=100000-");
    assertThat(context.count("resumed")).isGreaterThanOrEqualTo(2);
  }

  @Test
  @DisplayName("every place to break at gives the same bytes")
  void breaksAnywhere() throws IOException {
    long seed = System.nanoTime();
    var random = new Random(seed);
    byte[] bytes = bytes(5_000);
    aws.s3.put("logs", "k", bytes);
    for (int round = 0; round < 15; round++) {
      aws.s3.plan("logs", "k", new FakeS3.Act.CutAfter(random.nextInt(bytes.length)));
      try (var stream = open()) {
        assertThat(stream.readAllBytes()).as("seed %d", seed).isEqualTo(bytes);
      }
    }
    assertThat(context.count("resumed")).isEqualTo(15);
  }

  @Test
  @DisplayName("a server that knows no ranges is read from the start again, up to the last byte")
  void noRanges() throws IOException {
    byte[] bytes = bytes(50_000);
    aws.s3.put("logs", "k", bytes);
    aws.s3.plan("logs", "k", new FakeS3.Act.CutAfter(20_000), new FakeS3.Act.IgnoreRange());
    try (var stream = open()) {
      assertThat(stream.readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  @DisplayName("an object overwritten meanwhile is a failure, never a mixture")
  void changed() throws IOException {
    aws.s3.put("logs", "k", bytes(50_000));
    aws.s3.plan("logs", "k", new FakeS3.Act.CutAfter(20_000));
    try (var stream = open()) {
      assertThat(stream.readNBytes(10_000)).hasSize(10_000);
      aws.s3.put("logs", "k", bytes(60_000));
      assertThatExceptionOfType(ObjectFailure.class)
          .isThrownBy(stream::readAllBytes)
          .returns("changed", ObjectFailure::reason);
    }
  }

  @Test
  @DisplayName("an object deleted meanwhile is a failure with that reason")
  void deleted() throws IOException {
    aws.s3.put("logs", "k", bytes(50_000));
    aws.s3.plan("logs", "k", new FakeS3.Act.CutAfter(20_000));
    try (var stream = open()) {
      aws.s3.delete("logs", "k");
      assertThatExceptionOfType(ObjectFailure.class)
          .isThrownBy(stream::readAllBytes)
          .returns("not-found", ObjectFailure::reason);
    }
  }

  @Test
  @DisplayName("gives up after some tries in a row that bring nothing")
  void givesUp() throws IOException {
    aws.s3.put("logs", "k", bytes(50_000));
    for (int i = 0; i < 50; i++) {
      aws.s3.plan("logs", "k", new FakeS3.Act.CutAfter(i == 0 ? 20_000 : 0));
    }
    try (var stream = open()) {
      assertThatExceptionOfType(ObjectFailure.class)
          .isThrownBy(stream::readAllBytes)
          .withMessageContaining("after 20000 of 50000 bytes")
          .returns("broken-connection", ObjectFailure::reason);
    }
  }

  @Test
  @DisplayName("errors that pass while resuming are waited out")
  void waitsOut() throws IOException {
    byte[] bytes = bytes(50_000);
    aws.s3.put("logs", "k", bytes);
    aws.s3.plan("logs", "k", new FakeS3.Act.CutAfter(20_000));
    for (int i = 0; i < 4; i++) {
      aws.s3.plan("logs", "k", new FakeS3.Act.Refuse(503, "SlowDown", "less", Map.of()));
    }
    try (var stream = open()) {
      assertThat(stream.readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  @DisplayName("an interrupt ends the tries")
  void interrupted() throws IOException {
    aws.s3.put("logs", "k", bytes(50_000));
    aws.s3.plan("logs", "k", new FakeS3.Act.CutAfter(20_000));
    try (var stream = open()) {
      assertThat(stream.readNBytes(20_000)).hasSize(20_000);
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(stream::read);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  @DisplayName("byte by byte it is the same")
  void byteByByte() throws IOException {
    byte[] bytes = bytes(300);
    aws.s3.put("logs", "k", bytes);
    aws.s3.plan("logs", "k", new FakeS3.Act.CutAfter(100));
    try (var stream = open()) {
      for (byte expected : bytes) {
        assertThat(stream.read()).isEqualTo(expected & 0xFF);
      }
      assertThat(stream.read()).isEqualTo(-1);
    }
  }

  private ObjectStream open() throws ObjectFailure {
    return ObjectStream.open(clients.s3(), OBJECT, LARGE, context.counter("resumed"));
  }

  private static byte[] bytes(int count) {
    var bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }
}
