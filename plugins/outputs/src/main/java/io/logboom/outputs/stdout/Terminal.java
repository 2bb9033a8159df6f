package io.logboom.outputs.stdout;

import io.logboom.outputs.format.Memory;
import io.logboom.spi.ClosedException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where standard output goes, shared by all outputs of the process. Not {@link System#out}, which
 * swallows errors. Safe for use by many threads.
 *
 * <p>A pipe that nobody reads blocks its writer for as long as it likes, and no interrupt wakes it.
 * So the bytes are written by a thread of this class's own, and a caller that is interrupted leaves
 * it to that. The next caller waits for it.
 */
final class Terminal {
  /** The process's own standard output. */
  static final Terminal PROCESS =
      new Terminal(new FileOutputStream(FileDescriptor.out).getChannel());

  private final WritableByteChannel channel;
  private final ReentrantLock lock = new ReentrantLock();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("logboom-stdout").factory());

  /** The write that an interrupted caller left behind. */
  private Future<Integer> left = CompletableFuture.completedFuture(0);

  /** What a write that broke off is followed by; of the writing thread only. */
  private final ByteBuffer lineBreak = ByteBuffer.wrap(new byte[] {'\n'}).position(1);

  Terminal(WritableByteChannel channel) {
    this.channel = channel;
  }

  /** Writes lines, apart from those of all other callers. Returns when the system has them. */
  void write(Memory lines) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      await(left);
      var bytes = lines.toBuffer();
      left = writer.submit(() -> print(bytes));
      await(left);
    } finally {
      lock.unlock();
    }
  }

  private void await(Future<Integer> written) throws IOException, InterruptedException {
    try {
      written.get();
    } catch (ExecutionException e) {
      left = CompletableFuture.completedFuture(0);
      var cause = e.getCause() == null ? e : e.getCause();
      if (isClosedPipe(cause)) {
        throw new ClosedException("standard output is closed: nobody reads it any more", cause);
      }
      throw new IOException("cannot write to standard output: " + cause.getMessage(), cause);
    }
  }

  /** Prints it all; what breaks off in the middle is kept apart from what comes next. */
  private int print(ByteBuffer bytes) throws IOException {
    drain(lineBreak);
    try {
      drain(bytes);
      return bytes.limit();
    } finally {
      if (bytes.hasRemaining() && bytes.position() > 0) {
        lineBreak.rewind();
      }
    }
  }

  private void drain(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Goes by the system's words for EPIPE; Java has no error number. */
  private static boolean isClosedPipe(Throwable e) {
    return String.valueOf(e.getMessage()).contains("Broken pipe");
  }
}
