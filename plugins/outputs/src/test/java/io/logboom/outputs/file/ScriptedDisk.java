package io.logboom.outputs.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A disk that fills up, or fails to flush, when it is told to. */
final class ScriptedDisk implements Disk {
  private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
  private volatile boolean flushes = true;
  private volatile boolean truncates = true;

  /** Lets so many more bytes be written. */
  void room(long bytes) {
    room.set(bytes);
  }

  /** Says whether flushing to the disk succeeds. */
  void flushes(boolean does) {
    flushes = does;
  }

  /** Says whether a file can be cut. */
  void truncates(boolean does) {
    truncates = does;
  }

  /** Is a sound disk with room for all from here on. */
  void heal() {
    room(Long.MAX_VALUE);
    flushes(true);
    truncates(true);
  }

  @Override
  public FileChannel open(Path path, boolean isNew) throws IOException {
    return new Scripted(Disk.REAL.open(path, isNew));
  }

  private final class Scripted extends FileChannel {
    private final FileChannel file;

    Scripted(FileChannel file) {
      this.file = file;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      if (from.remaining() > room.get()) {
        int most = (int) room.getAndSet(0);
        file.write(from.slice(from.position(), most));
        throw new IOException("No space left on device");
      }
      room.addAndGet(-from.remaining());
      return file.write(from);
    }

    @Override
    public void force(boolean metaData) throws IOException {
      if (!flushes) {
        throw new IOException("Input/output error");
      }
      file.force(metaData);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      if (!truncates) {
        throw new IOException("Input/output error");
      }
      file.truncate(size);
      return this;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
      return file.read(to);
    }

    @Override
    public long read(ByteBuffer[] to, int offset, int length) throws IOException {
      return file.read(to, offset, length);
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
      throw new UnsupportedOperationException();
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
    public long transferTo(long position, long count, WritableByteChannel target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel from, long position, long count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(ByteBuffer to, long position) throws IOException {
      return file.read(to, position);
    }

    @Override
    public int write(ByteBuffer from, long position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
      throw new UnsupportedOperationException();
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
