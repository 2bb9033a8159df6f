package io.logboom.spi;

/**
 * A pattern over slash-separated names such as object keys: {@code *} is any run of characters
 * within one step, {@code **} any run at all, {@code ?} one character within a step; everything
 * else is itself. Matching takes time in proportion to pattern times text, whatever the pattern.
 */
public final class Glob {
  private final String pattern;
  private final boolean steps;

  private Glob(String pattern, boolean steps) {
    this.pattern = pattern;
    this.steps = steps;
  }

  /** A pattern in which {@code *} and {@code ?} stop at a slash. */
  public static Glob of(String pattern) {
    return new Glob(pattern, true);
  }

  /** A pattern over plain text, in which a slash is a character like any other. */
  public static Glob text(String pattern) {
    return new Glob(pattern, false);
  }

  /** Whether the whole text fits. */
  public boolean matches(String text) {
    // One row of the pattern-times-text table at a time: reach[i] = the text so far fits pattern[0,
    // i).
    int length = pattern.length();
    var reach = new boolean[length + 1];
    reach[0] = true;
    spread(reach);
    for (int t = 0; t < text.length(); t++) {
      char c = text.charAt(t);
      boolean crossable = !steps || c != '/';
      var after = new boolean[length + 1];
      for (int p = 0; p < length; p++) {
        if (reach[p]) {
          char expected = pattern.charAt(p);
          if (expected == '*') {
            after[p] |= crossable || doubled(p);
          } else if (expected == '?' ? crossable : expected == c) {
            after[p + 1] = true;
          }
        }
      }
      spread(after);
      reach = after;
    }
    return reach[length];
  }

  private boolean doubled(int star) {
    return (star + 1 < pattern.length() && pattern.charAt(star + 1) == '*')
        || (star > 0 && pattern.charAt(star - 1) == '*');
  }

  /** A star may stand for nothing. */
  private void spread(boolean[] reach) {
    for (int p = 0; p < pattern.length(); p++) {
      if (reach[p] && pattern.charAt(p) == '*') {
        reach[p + 1] = true;
      }
    }
  }

  @Override
  public String toString() {
    return pattern;
  }
}
