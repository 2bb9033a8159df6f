package io.logboom.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a file that is packed: read anew each time, because each package reads them. */
sealed interface Content {

  long size() throws IOException;

  InputStream open() throws IOException;

  /** What a file holds when it is packed. */
  record Stored(Path file) implements Content {
    @Override
    public long size() throws IOException {
      return Files.size(file);
    }

    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file);
    }
  }

  /**
   * Bytes in memory.
   *
   * @param bytes belong to this object from now on
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Bytes(byte[] bytes) implements Content {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }

  static Content of(String text) {
    return new Bytes(text.getBytes(UTF_8));
  }
}
