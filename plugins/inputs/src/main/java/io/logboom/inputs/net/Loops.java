package io.logboom.inputs.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads that move bytes between sockets and an input, and the memory these bytes are in. They
 * never wait for anything but sockets: whatever blocks belongs on a virtual thread.
 */
public final class Loops implements AutoCloseable {
  private static final int PAGE = 8 << 10;

  /** A chunk of memory is a page shifted so often: half a megabyte, for an agent is small. */
  private static final int CHUNK_ORDER = 6;

  /** How many buffers of a size a thread keeps at hand, small ones and those of pages. */
  private static final int SMALL_CACHE = 64;

  private static final int NORMAL_CACHE = 8;
  private static final long PATIENCE_SECONDS = 5;

  private final Transport transport;
  private final EventLoopGroup group;
  private final ByteBufAllocator memory;

  /**
   * Starts threads as they are needed.
   *
   * @param threads how many at most
   * @param name what they are called, for whoever reads a dump of threads
   */
  public Loops(Transport transport, int threads, String name) {
    this.transport = transport;
    this.group = transport.group(threads, new DefaultThreadFactory(name, true));
    this.memory =
        new PooledByteBufAllocator(
            true, threads, threads, PAGE, CHUNK_ORDER, SMALL_CACHE, NORMAL_CACHE, false);
  }

  /** How sockets are waited for. */
  public Transport transport() {
    return transport;
  }

  /** The threads. */
  public EventLoopGroup group() {
    return group;
  }

  /** Where buffers come from; each thread has a part of its own. */
  public ByteBufAllocator memory() {
    return memory;
  }

  /** Ends the threads; their channels are closed. */
  @Override
  public void close() {
    group.shutdownGracefully(0, PATIENCE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
