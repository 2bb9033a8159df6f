package io.logboom.core.config;

/**
 * A line of a configuration file.
 *
 * @param order the file's number, in the order the files were opened
 * @param file the file as the user wrote it; empty where a problem has no file
 * @param line from 1; 0 for the whole file
 */
record Place(int order, String file, int line) {
  static final Place NOWHERE = new Place(-1, "", 0);

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}
