package io.logboom.core.config;

import io.logboom.spi.Plugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Reads the README.md beside a plugin. */
public final class PluginReadme {
  private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");
  private static final Pattern SENTENCE = Pattern.compile("^.*?[.!](?=\\s|$)", Pattern.DOTALL);

  private PluginReadme() {}

  /** The first sentence after the heading, which says what the plugin does; empty for none. */
  public static String summary(Plugin<?> plugin) {
    try (var in = plugin.getClass().getResourceAsStream("README.md")) {
      if (in == null) {
        return "";
      }
      return summary(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String summary(String readme) {
    for (var paragraph : readme.split("\n\\s*\n", -1)) {
      if (!paragraph.isBlank() && !paragraph.stripLeading().startsWith("#")) {
        String text = LINK.matcher(paragraph.replaceAll("\\s+", " ").strip()).replaceAll("$1");
        var sentence = SENTENCE.matcher(text);
        return sentence.find() ? sentence.group() : text;
      }
    }
    return "";
  }
}
