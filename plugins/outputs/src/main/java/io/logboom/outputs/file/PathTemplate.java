package io.logboom.outputs.file;

import io.logboom.outputs.format.Compression;
import io.logboom.spi.Event;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A path with time patterns such as {@code %Y-%m-%d} and fields such as <code>{awsRegion}</code>.
 * Its root is the directory before the first of them; nothing an event holds leads out of that,
 * since a value gives no slash, no leading dot, and nothing but plain ASCII.
 */
public final class PathTemplate {
  /** A value longer than this is cut. */
  static final int LONGEST_VALUE = 64;

  /** What file systems take in one name, less what is added: a number, {@code .open}. */
  private static final int LONGEST_NAME = 255 - 20;

  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._@+=-]");

  private final String text;
  private final Path root;
  private final List<Piece> pieces;

  private PathTemplate(String text, Path root, List<Piece> pieces) {
    this.text = text;
    this.root = root;
    this.pieces = pieces;
  }

  /**
   * Parses a path.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  public static PathTemplate of(String text) {
    var pieces = Piece.parse(text);
    if (text.isEmpty() || text.endsWith("/") || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("path must name a file");
    }
    if (text.endsWith(OpenFile.SUFFIX)) {
      throw new IllegalArgumentException(
          "path must not end with " + OpenFile.SUFFIX + ", which marks a file under way");
    }
    // The literal prefix up to its last slash is the root; the rest of the prefix stays a piece.
    String prefix = pieces.getFirst() instanceof Piece.Literal literal ? literal.text() : "";
    int slash = prefix.lastIndexOf('/');
    var rest =
        slash < 0
            ? pieces
            : Piece.replaceFirst(pieces, new Piece.Literal(prefix.substring(slash + 1)));
    checkNames(rest);
    try {
      var root = Path.of(slash < 0 ? "" : slash == 0 ? "/" : prefix.substring(0, slash));
      return new PathTemplate(text, root.toAbsolutePath().normalize(), rest);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not a path: " + e.getMessage(), e);
    }
  }

  private static void checkNames(List<Piece> pieces) {
    int length = 0;
    var shape = new StringBuilder();
    for (var piece : pieces) {
      length += piece.longest();
      String literal = piece instanceof Piece.Literal(var words) ? words : "x";
      shape.append(literal);
      int slash = literal.lastIndexOf('/');
      if (slash >= 0) {
        length = literal.length() - slash - 1;
      }
      if (length > LONGEST_NAME) {
        throw new IllegalArgumentException(
            "a name in the path can grow longer than " + LONGEST_NAME + " bytes: use fewer fields");
      }
    }
    for (var name : shape.toString().split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        throw new IllegalArgumentException(
            "after its first pattern the path must not have the step \"" + name + "\"");
      }
    }
  }

  /** The directory that holds everything, absolute. */
  Path root() {
    return root;
  }

  /** Whether all events go to the same file. */
  boolean fixed() {
    return pieces.stream().allMatch(piece -> piece instanceof Piece.Literal);
  }

  /** Whether only the time tells where an event goes. */
  boolean timed() {
    return pieces.stream().noneMatch(piece -> piece instanceof Piece.Lookup);
  }

  /** For how many seconds the time patterns give the same text. */
  long unit() {
    return pieces.stream()
        .mapToLong(piece -> piece instanceof Piece.Time time ? time.unit() : 86400)
        .min()
        .orElse(86400);
  }

  /** Where an event goes, seen from the root. */
  String resolve(Event event, Instant time, String missing) {
    var path = new StringBuilder();
    for (var piece : pieces) {
      switch (piece) {
        case Piece.Literal literal -> path.append(literal.text());
        case Piece.Time pattern -> pattern.append(time, path);
        case Piece.Lookup lookup -> {
          String value = sanitise(lookup.value(event));
          path.append(value.isEmpty() ? missing : value);
        }
      }
    }
    // The name of a file under way ends so; a finished one must not look like it.
    return path.toString().endsWith(OpenFile.SUFFIX)
        ? path.append('_').toString()
        : path.toString();
  }

  /** What a value may be in a name: harmless in every place of it. */
  static String sanitise(String value) {
    String cut = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value;
    String safe = UNSAFE.matcher(cut).replaceAll("_");
    return safe.startsWith(".") ? "_" + safe.substring(1) : safe;
  }

  /** Fits the files this path can lead to, seen from the root. */
  Pattern shape() {
    return Pattern.compile(pieces.stream().map(Piece::shape).collect(Collectors.joining()));
  }

  /** How many directories below the root a file stands, its own name included. */
  int depth() {
    return (int)
            pieces.stream()
                .filter(piece -> piece instanceof Piece.Literal)
                .flatMapToInt(piece -> ((Piece.Literal) piece).text().chars())
                .filter(c -> c == '/')
                .count()
        + 1;
  }

  /** What the suffix says. */
  Compression compression() {
    return text.endsWith(".gz")
        ? Compression.GZIP
        : text.endsWith(".zst") ? Compression.ZSTD : Compression.NONE;
  }

  @Override
  public String toString() {
    return text;
  }
}
