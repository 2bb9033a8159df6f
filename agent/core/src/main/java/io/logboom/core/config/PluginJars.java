package io.logboom.core.config;

import io.logboom.spi.Plugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;

/**
 * The jars of the folder that takes plugins of others, and which plugins they declare. Java passes
 * over a jar that it cannot read, and says of a plugin that fails only how its class is called:
 * this one knows the file. Immutable.
 */
final class PluginJars {
  private static final String SERVICES = "META-INF/services/" + Plugin.class.getName();

  private final List<Path> jars;
  private final Map<String, Path> declared;

  private PluginJars(List<Path> jars, Map<String, Path> declared) {
    this.jars = List.copyOf(jars);
    this.declared = declared;
  }

  /** No folder, no jars. */
  static PluginJars none() {
    return new PluginJars(List.of(), Map.of());
  }

  /**
   * Those of a folder, which need not be there.
   *
   * @throws IllegalArgumentException when one cannot be read, with its name
   */
  static PluginJars in(Path folder) {
    var jars = new ArrayList<Path>();
    var declared = new LinkedHashMap<String, Path>();
    try (var files = Files.newDirectoryStream(folder, "*.jar")) {
      files.forEach(jars::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return none();
    } catch (IOException e) {
      throw new IllegalArgumentException(folder + " cannot be read: " + e.getMessage(), e);
    }
    jars.sort(null);
    for (var jar : jars) {
      try (var file = new ZipFile(jar.toFile())) {
        for (var name : declared(file)) {
          declared.putIfAbsent(name, jar);
        }
      } catch (IOException | UncheckedIOException e) {
        throw new IllegalArgumentException(
            jar + " cannot be read as a jar: " + e.getMessage() + "; replace or remove it", e);
      }
    }
    return new PluginJars(jars, declared);
  }

  /** The classes that a jar declares to be plugins, as {@link java.util.ServiceLoader} reads it. */
  private static List<String> declared(ZipFile jar) throws IOException {
    var entry = jar.getEntry(SERVICES);
    if (entry == null) {
      return List.of();
    }
    try (var in = jar.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }

  /** The jar that a plugin came in, when it is one of these. */
  Optional<Path> of(Plugin<?> plugin) {
    var file = file(plugin.getClass());
    return jars.stream().filter(jar -> file.equals(Optional.of(absolute(jar)))).findFirst();
  }

  /** The jar or folder that a class came in; empty when it was made at run time. */
  static Optional<Path> file(Class<?> type) {
    var code = type.getProtectionDomain().getCodeSource();
    return code == null || code.getLocation() == null
        ? Optional.empty()
        : Optional.of(absolute(Path.of(URI.create(code.getLocation().toString()))));
  }

  private static Path absolute(Path file) {
    return file.toAbsolutePath().normalize();
  }

  /** What went wrong with a plugin, after the name of the jar that brought it, when it is known. */
  String tell(Throwable e) {
    String what = e.getMessage() == null ? e.toString() : e.getMessage();
    String dotted = what.replace('/', '.');
    for (var plugin : declared.entrySet()) {
      if (dotted.contains(plugin.getKey())) {
        return plugin.getValue() + ": " + text(e, what);
      }
    }
    return text(e, what);
  }

  private static String text(Throwable e, String what) {
    var cause = e.getCause();
    String kind = e instanceof LinkageError ? e.getClass().getSimpleName() + ": " : "";
    return kind + what + (cause == null ? "" : ": " + cause);
  }
}
