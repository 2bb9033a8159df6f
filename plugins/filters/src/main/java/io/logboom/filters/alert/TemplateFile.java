package io.logboom.filters.alert;

import io.logboom.spi.TextFile;

/**
 * A file with a template of a message, read and checked when the configuration is bound.
 *
 * @param path the file
 * @param template what was in it
 */
public record TemplateFile(String path, MessageTemplate template) {

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException when it cannot be read, is no template, or names a variable
   *     that there is not
   */
  public static TemplateFile of(String path) {
    var file = TextFile.of(path);
    try {
      return new TemplateFile(path, MessageTemplate.of(file.text(), Fill.VARIABLES));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
    }
  }
}
