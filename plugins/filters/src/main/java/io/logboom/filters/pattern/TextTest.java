package io.logboom.filters.pattern;

/** A question about a text in UTF-8. Immutable; safe for use by many threads. */
sealed interface TextTest permits Literal, Wildcards, Regex {

  /** Whether the text from {@code start} to {@code end} fits. */
  boolean fits(byte[] array, int start, int end);
}
