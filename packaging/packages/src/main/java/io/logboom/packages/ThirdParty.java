package io.logboom.packages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The licence report: whose work is shipped under which terms, and the texts that these terms want
 * to go with it. Most are in the jars; for the others the copyright line is kept with the policy.
 */
final class ThirdParty {
  private static final Pattern TEXT =
      Pattern.compile("META-INF/(LICENSE|NOTICE|COPYING)(\\.txt|\\.md)?");

  private final Licences licences;
  private final Path terms;

  /**
   * @param terms a folder with texts of licences, such as {@code MIT.txt}
   */
  ThirdParty(Licences licences, Path terms) {
    this.licences = licences;
    this.terms = terms;
  }

  /**
   * @param judged every component and its licence
   * @param jars the folder of jars
   */
  String report(Map<Component, String> judged, Path jars) throws IOException {
    var report = new StringBuilder();
    report.append(
        """
        # Works of others in Logboom

        Logboom itself is under the Apache License 2.0. What it is built on, and under which terms:

        | component | version | licence |
        |---|---|---|
        """);
    List<Component> components =
        judged.keySet().stream().sorted(Comparator.comparing(Component::id)).toList();
    for (Component component : components) {
      report.append(
          "| %s | %s | %s |%n"
              .formatted(component.id(), component.version(), judged.get(component)));
    }
    report.append(
        """

        The source of each is where its project publishes it, at the version named. The terms of the
        Java runtime and of its parts are in the folder runtime/legal.
        """);
    for (Component component : components) {
      String copyright = licences.copyright(component);
      if (!copyright.isEmpty()) {
        String text = Files.readString(terms.resolve(judged.get(component) + ".txt"));
        section(report, component.id(), copyright + "\n\n" + text);
      }
    }
    texts(jars).forEach((text, names) -> section(report, String.join(", ", names), text));
    return report.toString();
  }

  private static void section(StringBuilder report, String title, String text) {
    String indented =
        text.strip().lines().map(line -> ("    " + line).stripTrailing()).collect(joining("\n"));
    report.append("\n## ").append(title).append("\n\n").append(indented).append('\n');
  }

  /** The texts in jars, each once, with the names of the jars that have it. */
  private static Map<String, Set<String>> texts(Path jars) throws IOException {
    var texts = new TreeMap<String, Set<String>>();
    try (Stream<Path> files = Files.list(jars)) {
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
        try (var zip = new ZipFile(jar.toFile())) {
          for (ZipEntry entry : zip.stream().toList()) {
            if (TEXT.matcher(entry.getName()).matches()) {
              String text = read(zip, entry);
              String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
              texts.computeIfAbsent(text, _ -> new TreeSet<>()).add(name);
            }
          }
        }
      }
    }
    return texts;
  }

  private static String read(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return new String(in.readAllBytes(), UTF_8).replace("\r", "");
    }
  }
}
