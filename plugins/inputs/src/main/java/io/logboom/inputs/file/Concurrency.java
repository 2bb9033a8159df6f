package io.logboom.inputs.file;

/**
 * How many files are read at once.
 *
 * @param files at least 1
 */
record Concurrency(int files) {

  Concurrency {
    if (files < 1) {
      throw new IllegalArgumentException("concurrency must be at least 1");
    }
  }

  /**
   * A number, or {@code processors}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Concurrency of(String text) {
    if (text.equals("processors")) {
      return new Concurrency(Runtime.getRuntime().availableProcessors());
    }
    try {
      return new Concurrency(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected a number or processors, not \"" + text + "\"", e);
    }
  }
}
