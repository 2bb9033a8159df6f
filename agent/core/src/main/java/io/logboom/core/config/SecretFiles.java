package io.logboom.core.config;

import io.logboom.spi.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Reads secrets of which the configuration tells only the file: {@code token = { file =
 * "/run/secrets/token" }}. Whatever is wrong is told by the option and the path, never by what the
 * file holds. Used by one thread.
 *
 * <p>A file that all users of the machine can read is worth a warning, unless whoever runs the
 * agent made it so that only the agent sees it: systemd's credentials (systemd.exec(5),
 * LoadCredential=), the volumes that Kubernetes makes of its secrets, and {@code /run/secrets} of
 * containers.
 */
final class SecretFiles {
  static final int MOST_BYTES = 64 << 10;
  private static final Path OF_CONTAINERS = Path.of("/run/secrets");

  /** What Kubernetes calls the link to the present state of a volume it writes. */
  private static final String OF_KUBERNETES = "..data";

  private final String credentials;
  private final Problems problems;

  /**
   * @param environment says where systemd has put the credentials of the unit
   * @param problems takes what is wrong, and warnings
   */
  SecretFiles(Map<String, String> environment, Problems problems) {
    this.credentials = environment.getOrDefault("CREDENTIALS_DIRECTORY", "");
    this.problems = problems;
  }

  /**
   * The secret; empty when it cannot be had, which is a problem by then.
   *
   * @param file relative to the working directory, as all paths in options
   * @param place where it is named
   * @param option the address of its name
   */
  Optional<Secret> read(Path file, Place place, String option) {
    byte[] bytes = {};
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
      var secret = secret(bytes);
      if (readableByAll(file)) {
        problems.warn(
            place,
            option,
            "every user of this machine can read " + file + "; chmod 600 keeps it to its owner");
      }
      return Optional.of(secret);
    } catch (NoSuchFileException e) {
      problems.add(place, option, "no such file: " + file);
    } catch (CharacterCodingException e) {
      problems.add(place, option, file + ": not a text in UTF-8");
    } catch (IOException e) {
      String reason = Files.isDirectory(file) ? "it is a directory" : Wording.of(e);
      problems.add(place, option, file + " cannot be read: " + reason);
    } catch (IllegalArgumentException e) {
      problems.add(place, option, file + ": " + e.getMessage());
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
    return Optional.empty();
  }

  private static Secret secret(byte[] bytes) throws CharacterCodingException {
    if (bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException("larger than " + (MOST_BYTES >> 10) + "KiB");
    }
    var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    // Editors and echo end a file with a line break; nobody means it.
    var value = text.replaceFirst("\r?\n\\z", "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("it is empty");
    }
    if (value.chars().anyMatch(c -> c == '\n' || c == '\r')) {
      throw new IllegalArgumentException("it holds several lines; a secret is one");
    }
    return Secret.of(value);
  }

  private boolean readableByAll(Path file) throws IOException {
    var path = file.toAbsolutePath().normalize();
    var real = file.toRealPath();
    boolean ofSystemd = !credentials.isEmpty() && path.startsWith(credentials);
    boolean ofKubernetes =
        Files.exists(path.resolveSibling(OF_KUBERNETES), LinkOption.NOFOLLOW_LINKS);
    if (ofSystemd || ofKubernetes || real.startsWith(OF_CONTAINERS)) {
      return false;
    }
    try {
      boolean open = may(real, PosixFilePermission.OTHERS_READ);
      for (var above = real.getParent(); open && above != null; above = above.getParent()) {
        open = may(above, PosixFilePermission.OTHERS_EXECUTE);
      }
      return open;
    } catch (UnsupportedOperationException e) {
      // A file system that knows no permissions.
      return false;
    }
  }

  private static boolean may(Path path, PosixFilePermission permission) throws IOException {
    return Files.getPosixFilePermissions(path).contains(permission);
  }
}
