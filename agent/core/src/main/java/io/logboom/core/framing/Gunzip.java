package io.logboom.core.framing;

import io.logboom.spi.MalformedException;
import java.io.IOException;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Undoes gzip (RFC 1952): members one after another, zeros after the last one, as tape-like padding
 * has them. Not by {@code GZIPInputStream}, which copies once more and takes the end of a chunk for
 * the end of the members.
 */
final class Gunzip implements Stage {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;

  private final Feed feed;
  private final Inflaters inflaters;
  private final Inflate inflate;
  private final CRC32 crc = new CRC32();
  private long given;
  private long size;
  private boolean begun;
  private boolean inside;
  private boolean closed;
  private @Nullable MalformedException flaw;

  Gunzip(Feed feed, Inflaters inflaters) {
    this.feed = feed;
    this.inflaters = inflaters;
    this.inflate = inflaters.take();
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException, MalformedException {
    while (true) {
      if (flaw != null) {
        throw flaw;
      }
      if (!inside && !begin()) {
        return -1;
      }
      int n = inflate.read(to, offset, length);
      if (n > 0) {
        crc.update(to, offset, n);
        given += n;
        size += n;
        return n;
      }
      if (inflate.broken()) {
        flaw = corrupt("its data is broken");
      } else if (inflate.finished()) {
        end();
      } else {
        if (!feed.fill()) {
          throw truncated();
        }
        inflate.input(feed.chunk(), feed.at(), feed.to());
        feed.at(feed.to());
      }
    }
  }

  /** Reads a header; false when there is no further member. */
  private boolean begin() throws IOException, MalformedException {
    crc.reset();
    boolean first = !begun;
    begun = true;
    size = 0;
    int b = feed.next();
    if (!first) {
      boolean padded = b == 0;
      while (b == 0) {
        b = feed.next();
      }
      if (b < 0) {
        return false;
      }
      if (padded || b != 0x1F) {
        throw garbage();
      }
      inflate.reset();
    }
    crc.update(b);
    int second = header();
    if (second != 0x8B) {
      throw first ? corrupt("no gzip header") : garbage();
    }
    if (header() != 8) {
      throw corrupt("unknown compression method");
    }
    int flags = header();
    if ((flags & RESERVED) != 0) {
      throw corrupt("reserved flags are set");
    }
    for (int i = 0; i < 6; i++) { // time, extra flags, operating system
      header();
    }
    if ((flags & EXTRA) != 0) {
      for (int rest = header() | header() << 8; rest > 0; rest--) {
        header();
      }
    }
    if ((flags & NAME) != 0) {
      while (header() != 0) {}
    }
    if ((flags & COMMENT) != 0) {
      while (header() != 0) {}
    }
    if ((flags & HEADER_CRC) != 0) {
      int sum = (int) crc.getValue() & 0xFFFF;
      if ((header() | header() << 8) != sum) {
        throw corrupt("the header's checksum does not match");
      }
    }
    crc.reset();
    inside = true;
    return true;
  }

  /** Checks a member against its trailer. */
  private void end() throws IOException, MalformedException {
    feed.at(feed.to() - inflate.unread());
    long sum = word();
    long length = word();
    if (sum != crc.getValue()) {
      throw corrupt("the checksum does not match");
    }
    if (length != (size & 0xFFFF_FFFFL)) {
      throw corrupt("the size does not match");
    }
    inside = false;
  }

  private long word() throws IOException, MalformedException {
    long value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= (long) trailer() << shift;
    }
    return value;
  }

  private int trailer() throws IOException, MalformedException {
    int b = feed.next();
    if (b < 0) {
      throw truncated();
    }
    return b;
  }

  private int header() throws IOException, MalformedException {
    int b = trailer();
    crc.update(b);
    return b;
  }

  private MalformedException truncated() {
    return new MalformedException("truncated-gzip", "the gzip stream is cut short", given);
  }

  private MalformedException garbage() {
    return new MalformedException(
        "trailing-garbage", "bytes that are not gzip follow the gzip stream", given);
  }

  private MalformedException corrupt(String why) {
    return new MalformedException("corrupt-gzip", "corrupt gzip: " + why, given);
  }

  @Override
  public boolean ready() {
    // Nobody watches a compressed stream live; asking would make many small batches of a download.
    return true;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      inflaters.give(inflate);
      feed.close();
    }
  }
}
