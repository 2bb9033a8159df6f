package io.logboom.spi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * An option whose value is a file of text, in UTF-8: read once, when the configuration is bound, so
 * that a plugin that touches no files can have one, and a file that cannot be read is a problem of
 * the configuration with its place.
 *
 * @param path the file's path as it was given
 * @param text what was in it
 */
public record TextFile(String path, String text) {

  /** The most bytes such a file may have. */
  public static final int MOST = 1 << 20;

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException when it cannot be read, is larger than 1 MiB, or is not UTF-8
   */
  public static TextFile of(String path) {
    try (var in = Files.newInputStream(Path.of(path))) {
      byte[] bytes = in.readNBytes(MOST + 1);
      if (bytes.length > MOST) {
        throw new IllegalArgumentException(path + ": larger than 1MiB");
      }
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new TextFile(path, text);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(path + ": not UTF-8", e);
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(path + ": cannot be read: " + reason(e), e);
    }
  }

  /** The file's own name is said already. */
  private static String reason(Exception e) {
    return e instanceof java.nio.file.NoSuchFileException ? "there is no such file" : e.toString();
  }
}
