package io.logboom.core.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValueFactory;
import io.logboom.core.config.Node.Section;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads HOCON files (https://github.com/lightbend/config/blob/main/HOCON.md) into one tree.
 * Stricter than HOCON where silence would hurt: a file that an {@code include} names must be there.
 *
 * <p>Each file is parsed under a description that holds its number, {@code @3}, so that every value
 * tells its file however often it was merged.
 */
final class ConfFiles {
  static final int MOST_BYTES = 16 << 20;
  private static final String ENVIRONMENT = "environment";

  private final Map<String, String> environment;
  private final Problems problems;
  private final List<String> files = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();

  /** A file being parsed. */
  private record Open(int number, Path path, String text) {

    /** The line of the include of that name; 0 when it cannot be found. */
    int lineOfInclude(String what) {
      var include = Pattern.compile("\\binclude\\b[^\"\\n]*\"" + Pattern.quote(what) + "\"");
      var match = include.matcher(text);
      return match.find()
          ? 1 + (int) text.substring(0, match.start()).chars().filter(c -> c == '\n').count()
          : 0;
    }
  }

  /**
   * @param environment what substitutions fall back to
   * @param problems takes what is wrong
   */
  ConfFiles(Map<String, String> environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /** The files as one tree, the later ones over the earlier; empty when none could be read. */
  Section read(List<Path> paths) {
    var merged = ConfigFactory.empty();
    for (var path : paths) {
      merged = parse(path, "", Place.NOWHERE).toConfig().withFallback(merged);
    }
    return resolve(merged);
  }

  /**
   * A text from elsewhere than a file, as a tree of its own. Files that it includes are looked for
   * in the working directory.
   *
   * @param name told as its file
   */
  Section read(String name, String text) {
    var place = begin(name);
    var section = resolve(parse(new Open(place.order(), Path.of(name), text)).toConfig());
    return new Section(place, section.prose(), section.fields());
  }

  /** The place of a text, after those of all before it. */
  Place begin(String name) {
    files.add(name);
    return new Place(files.size() - 1, name, 0);
  }

  private Section resolve(Config merged) {
    var under = ConfigValueFactory.fromMap(environment, ENVIRONMENT);
    var whole = merged.withFallback(under);
    var tree = new TreeOfNodes(files, problems);
    try {
      var options =
          ConfigResolveOptions.defaults().setUseSystemEnvironment(false).setAllowUnresolved(true);
      var resolved = whole.resolve(options);
      return tree.root(resolved.root(), merged.root(), true);
    } catch (ConfigException e) {
      // A cycle: what does not take part in it is checked all the same.
      problems.add(tree.place(e.origin()), "", Wording.of(e));
      return tree.root(whole.root(), merged.root(), false);
    } catch (StackOverflowError e) {
      problems.add(new Place(0, files.getFirst(), 0), "", "values refer to one another too deeply");
      return Section.empty(Place.NOWHERE);
    }
  }

  /** An empty object when the file cannot be used. */
  private ConfigObject parse(Path path, String includedAs, Place includedAt) {
    int number = begin(path.toString()).order();
    // What is wrong with reaching a file is told where it was asked for; within it, there.
    var whole = includedAs.isEmpty() ? new Place(number, path.toString(), 0) : includedAt;
    String named = includedAs.isEmpty() ? "" : "include \"" + includedAs + "\": ";
    var text = text(path, whole, named);
    return text.isEmpty()
        ? ConfigFactory.empty().root()
        : parse(new Open(number, path, text.get()));
  }

  private ConfigObject parse(Open file) {
    int number = file.number();
    var path = file.path();
    open.push(file);
    try {
      var options =
          ConfigParseOptions.defaults()
              .setOriginDescription("@" + number)
              .setIncluder(new Includes());
      var parsed = ConfigFactory.parseString(IncludeKeys.quoted(file.text()), options).root();
      Duplicates.find(
          file.text(),
          (option, line, before) ->
              problems.add(
                  new Place(number, path.toString(), line),
                  option,
                  "given twice; the first is in line " + before));
      return parsed;
    } catch (ConfigException e) {
      var place = new TreeOfNodes(files, problems).place(e.origin());
      problems.add(
          place.file().isEmpty() ? new Place(number, path.toString(), 0) : place,
          "",
          Wording.of(e));
    } catch (StackOverflowError e) {
      problems.add(new Place(number, path.toString(), 0), "", "nested too deeply");
    } finally {
      open.pop();
    }
    return ConfigFactory.empty().root();
  }

  private Optional<String> text(Path path, Place whole, String named) {
    try (var in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        problems.add(whole, "", named + "larger than " + (MOST_BYTES >> 20) + "MiB");
        return Optional.empty();
      }
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (NoSuchFileException e) {
      problems.add(whole, "", named + "no such file" + (named.isEmpty() ? "" : ": " + path));
    } catch (CharacterCodingException e) {
      problems.add(whole, "", named + "not a text in UTF-8");
    } catch (IOException e) {
      String reason = Files.isDirectory(path) ? "it is a directory" : Wording.of(e);
      problems.add(whole, "", named + "cannot be read: " + reason);
    }
    return Optional.empty();
  }

  private ConfigObject include(String what) {
    var from = open.element();
    var place = new Place(from.number(), from.path().toString(), from.lineOfInclude(what));
    var path = from.path().resolveSibling(what).normalize();
    boolean cycle =
        open.stream().anyMatch(file -> file.path().toAbsolutePath().equals(path.toAbsolutePath()));
    if (cycle) {
      problems.add(place, "", "include \"" + what + "\": the file includes itself");
      return ConfigFactory.empty().root();
    }
    return parse(path, what, place);
  }

  private ConfigObject refuse(String what, String kind) {
    var from = open.element();
    problems.add(
        new Place(from.number(), from.path().toString(), from.lineOfInclude(what)),
        "",
        "include " + kind + "(...) is not supported; include a file by its name");
    return ConfigFactory.empty().root();
  }

  /** Sees to include statements; what the library would do with them by itself is not wanted. */
  private final class Includes
      implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      return ConfFiles.this.include(what);
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
      return ConfFiles.this.include(what.toString());
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
      return refuse(what.toString(), "url");
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
      return refuse(what, "classpath");
    }
  }
}
