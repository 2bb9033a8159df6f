package io.logboom.core.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds options that one file gives twice.
 *
 * <p>HOCON lets the later one win in silence, so an input pasted without a new name would take the
 * place of the first. What is meant to be overridden stays allowed: sections are merged, a file
 * goes over those it includes, and a value with a substitution ({@code ${?NAME}}, {@code +=}) may
 * follow a plain one.
 *
 * <p>Goes over the text once, and only over text that the parser has accepted; so it need not
 * understand more than where keys, values and sections begin and end.
 */
final class Duplicates {

  /** Takes what is found. */
  @FunctionalInterface
  interface Found {
    void twice(String path, int line, int before);
  }

  private final String text;
  private final Found found;
  private final Map<String, Integer> lines = new HashMap<>();
  private int at;
  private int line = 1;

  private Duplicates(String text, Found found) {
    this.text = text;
    this.found = found;
  }

  /** Tells of every option that is given twice. */
  static void find(String text, Found found) {
    var duplicates = new Duplicates(text, found);
    duplicates.skipSpace();
    if (duplicates.at('{')) {
      duplicates.step();
    }
    duplicates.section("");
  }

  /** From after its brace, or the start of the file, to after its closing brace or the end. */
  private void section(String path) {
    for (skipSpace(); at < text.length(); skipSpace()) {
      if (at('}')) {
        step();
        return;
      }
      int start = at;
      int on = line;
      while (at < text.length() && "=:{\n".indexOf(text.charAt(at)) < 0) {
        word();
      }
      boolean appends = at > start && text.charAt(at - 1) == '+';
      String key = text.substring(start, appends ? at - 1 : at).strip();
      if (at == text.length() || at('\n')) {
        // An include: a key has something after it on its line, or it would not have been accepted.
        continue;
      }
      if (!at('{')) {
        step();
        skipBlanks();
      }
      var address = address(path, key);
      if (!value(address) && !appends) {
        var before = lines.putIfAbsent(address, on);
        if (before != null) {
          found.twice(address, on, before);
        }
      }
    }
  }

  /**
   * To the end of a value: a comma, a new line, or what closes around it.
   *
   * @return whether it may be given again: it has sections, or a substitution
   */
  private boolean value(String path) {
    boolean mergeable = false;
    while (at < text.length()
        && "\n,}]#".indexOf(text.charAt(at)) < 0
        && !text.startsWith("//", at)) {
      if (at('{')) {
        step();
        section(path);
        mergeable = true;
      } else if (at('[')) {
        step();
        list(path);
      } else if (text.startsWith("${", at)) {
        int end = text.indexOf('}', at);
        at = end < 0 ? text.length() : end + 1;
        mergeable = true;
      } else {
        word();
      }
    }
    return mergeable;
  }

  private void list(String path) {
    int index = 0;
    for (skipSpace(); at < text.length() && !at(']'); skipSpace()) {
      value(path + "." + index++);
    }
    if (at < text.length()) {
      step();
    }
  }

  private static String address(String path, String key) {
    try {
      var address = path;
      for (var name : ConfigUtil.splitPath(key)) {
        address = Address.of(address, name);
      }
      return address;
    } catch (ConfigException e) {
      // A key that is written in parts can be no path; as it stands it is as good.
      return Address.of(path, key);
    }
  }

  /** Over spaces, new lines, commas and comments. */
  private void skipSpace() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#' || text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == ','
          || c == '\ufeff'
          || Character.isWhitespace(c)
          || Character.isSpaceChar(c)) {
        step();
      } else {
        return;
      }
    }
  }

  /** Between a key and its value, where a new line ends nothing. */
  private void skipBlanks() {
    while (at < text.length()
        && (Character.isWhitespace(text.charAt(at)) || Character.isSpaceChar(text.charAt(at)))) {
      step();
    }
  }

  /** Over one quoted text, or one character. */
  private void word() {
    if (text.startsWith("\"\"\"", at)) {
      int end = text.indexOf("\"\"\"", at + 3);
      int to = end < 0 ? text.length() : end + 3;
      while (at < to) {
        step();
      }
    } else if (at('"')) {
      step();
      while (at < text.length() && !at('"')) {
        at += at('\\') ? 1 : 0;
        step();
      }
      step();
    } else {
      step();
    }
  }

  private boolean at(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private void step() {
    line += at('\n') ? 1 : 0;
    at++;
  }
}
