package io.logboom.core.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A disk that is full, or fails, when it is told to. */
public final class FaultyDisk implements Disk {
  private final Object lock = new Object();
  private long room = Long.MAX_VALUE;
  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicInteger forces = new AtomicInteger();
  private volatile boolean fsyncFails;
  private volatile boolean readFails;

  /** So many bytes more can be written; a write that is larger is cut short, then fails. */
  public void room(long bytes) {
    synchronized (lock) {
      room = bytes;
    }
  }

  public void fsyncFails(boolean fails) {
    fsyncFails = fails;
  }

  public void readFails(boolean fails) {
    readFails = fails;
  }

  /** How often it has said no. */
  public int refusals() {
    return refusals.get();
  }

  /** How often fsync was asked for. */
  public int forces() {
    return forces.get();
  }

  @Override
  public FileChannel open(Path path, OpenOption... options) throws IOException {
    return new Channel(FileChannel.open(path, options));
  }

  private final class Channel extends FileChannel {
    private final FileChannel file;

    Channel(FileChannel file) {
      this.file = file;
    }

    @Override
    public int write(ByteBuffer bytes, long position) throws IOException {
      synchronized (lock) {
        if (room == 0) {
          refusals.incrementAndGet();
          throw new IOException("No space left on device");
        }
        var part = bytes.duplicate();
        part.limit(part.position() + (int) Math.min(room, part.remaining()));
        int written = file.write(part, position);
        bytes.position(bytes.position() + written);
        room -= written;
        return written;
      }
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int written = write(bytes, file.position());
      file.position(file.position() + written);
      return written;
    }

    @Override
    public void force(boolean metadata) throws IOException {
      forces.incrementAndGet();
      if (fsyncFails) {
        refusals.incrementAndGet();
        throw new IOException("Input/output error");
      }
      file.force(metadata);
    }

    @Override
    public int read(ByteBuffer bytes, long position) throws IOException {
      if (readFails) {
        refusals.incrementAndGet();
        throw new IOException("Input/output error");
      }
      return file.read(bytes, position);
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
      return file.read(bytes);
    }

    @Override
    public long read(ByteBuffer[] bytes, int offset, int length) throws IOException {
      return file.read(bytes, offset, length);
    }

    @Override
    public long write(ByteBuffer[] bytes, int offset, int length) throws IOException {
      return file.write(bytes, offset, length);
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      file.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      file.truncate(size);
      return this;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
      return file.transferTo(position, count, to);
    }

    @Override
    public long transferFrom(ReadableByteChannel from, long position, long count)
        throws IOException {
      return file.transferFrom(from, position, count);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
      return file.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
      return file.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }
  }
}
