import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Which of the JDK's modules a folder of jars needs, and the runtime made of them by jlink. */
final class Modules {
  /** What classes ask for by name, where jdeps does not see it. */
  private static final Map<String, String> BY_NAME =
      new TreeMap<>(
          Map.of(
              "jdk.httpserver", "the endpoint for health and metrics",
              "jdk.management", "processor time, memory and open files for metrics",
              "jdk.net", "options of sockets such as TCP_KEEPIDLE, for who sets them"));

  /** What jdeps sees and nothing that we run touches. */
  private static final Map<String, String> NEVER =
      new TreeMap<>(
          Map.of(
              "java.compiler", "annotations of annotations, for compilers to read",
              "java.sql", "Gson's and Jackson's way to write java.sql.Date, if there is one"));

  /** All that anything needs of java.desktop: the Kinesis Client Library maps beans to tables. */
  private static final String DESKTOP = "java.desktop";

  private static final List<String> BEANS =
      List.of("java/beans/", "com/sun/beans/", "javax/swing/SwingContainer");

  private Modules() {}

  /**
   * Links a runtime.
   *
   * @param jars a folder of jars
   * @param work an empty folder
   * @param runtime made here
   */
  static void link(Path jars, Path work, Path runtime) throws IOException {
    var modules =
        new TreeSet<>(List.of(needed(jars, Files.createDirectory(work.resolve("classes")))));
    modules.removeAll(NEVER.keySet());
    modules.addAll(BY_NAME.keySet());
    System.err.println("runtime of " + String.join(", ", modules));
    Path left = Files.write(work.resolve("left-out"), leftOut());
    // Not compressed: classes are read faster, and the packages' own compression does better.
    call(
        "jlink",
        "--add-modules",
        String.join(",", modules),
        "--strip-debug",
        "--no-header-files",
        "--no-man-pages",
        "--compress=zip-0",
        "--exclude-resources=@" + left,
        "--exclude-files=regex:.*/lib(awt|fontmanager|freetype|javajpeg|jawt|jsound|lcms|mlib_image|prefs|splashscreen).*",
        "--output",
        runtime.toString());
  }

  /** What jdeps says. It takes classes in a folder, as it wants jars to be modules or not to be. */
  private static String[] needed(Path jars, Path classes) throws IOException {
    try (Stream<Path> files = Files.list(jars)) {
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
        unpack(jar, classes);
      }
    }
    String said = call("jdeps", "--ignore-missing-deps", "--print-module-deps", classes.toString());
    return said.strip().split(",", -1);
  }

  private static void unpack(Path jar, Path folder) throws IOException {
    try (var file = new JarFile(jar.toFile(), false, JarFile.OPEN_READ, Runtime.version())) {
      for (JarEntry entry : file.versionedStream().toList()) {
        String name = entry.getName();
        if (name.endsWith(".class") && !name.endsWith("module-info.class")) {
          Path target = folder.resolve(name);
          Files.createDirectories(target.getParent());
          try (InputStream in = file.getInputStream(entry)) {
            Files.write(target, in.readAllBytes());
          }
        }
      }
    }
  }

  /** What of java.desktop is left out, a pattern each: a module keeps a class of every package. */
  private static List<String> leftOut() throws IOException {
    Path module = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules", DESKTOP);
    var packages = new TreeMap<String, TreeSet<String>>();
    try (Stream<Path> files = Files.walk(module)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = module.relativize(file).toString();
        if (name.contains("/")) {
          packages
              .computeIfAbsent(name.substring(0, name.lastIndexOf('/')), _ -> new TreeSet<>())
              .add(name);
        }
      }
    }
    var left = new ArrayList<String>();
    for (var names : packages.values()) {
      names.stream()
          .skip(1)
          .filter(name -> BEANS.stream().noneMatch(name::startsWith))
          .forEach(name -> left.add("glob:/" + DESKTOP + "/" + name));
    }
    return left;
  }

  /** Calls a tool of the JDK that this runs on; gives what it printed. */
  private static String call(String tool, String... arguments) throws IOException {
    var said = new ByteArrayOutputStream();
    var print = new PrintStream(said, true, StandardCharsets.UTF_8);
    int code =
        ToolProvider.findFirst(tool)
            .orElseThrow(() -> new IOException("this Java has no " + tool + ": a JDK is needed"))
            .run(print, print, arguments);
    String text = said.toString(StandardCharsets.UTF_8);
    if (code != 0) {
      throw new IOException(tool + " ended with " + code + ": " + text);
    }
    return text;
  }
}
