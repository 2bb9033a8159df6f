package io.logboom.core.config;

import java.util.List;

/**
 * One option, as it is told to people.
 *
 * @param name its path within the section: {@code batch.bytes}
 * @param type what to write, in words: {@code duration}, {@code list of text}
 * @param words the words to choose from; empty where it is not about words
 * @param need whether it can be left out
 * @param fallback its value when it is left out, as it would be written; empty for none
 * @param prose what it does
 * @param secret whether its value is never shown
 */
public record Option(
    String name,
    String type,
    List<String> words,
    Need need,
    String fallback,
    String prose,
    boolean secret) {

  /** Whether an option can be left out. */
  public enum Need {
    /** It has to be given. */
    REQUIRED,
    /** It can be left out, and is then not there. */
    OPTIONAL,
    /** It can be left out, and has then its default. */
    DEFAULT
  }
}
