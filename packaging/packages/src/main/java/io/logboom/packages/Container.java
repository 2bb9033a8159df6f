package io.logboom.packages;

import io.logboom.packages.Content.Bytes;
import io.logboom.packages.Content.Stored;
import io.logboom.packages.Entry.Owner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is in the image and how it is started: the C library and ISA-L from Debian, the Java runtime
 * and the program, and nothing else. There is no shell, so Java is started with the launcher's
 * options, not by the launcher; native libraries are unpacked beforehand, so the folder of data is
 * the only one that is written to.
 *
 * @param program the folder that is shipped: bin, lib, runtime, conf
 * @param linux the folder packaging/linux of the sources
 * @param debian packages of Debian, whose names the files begin with
 */
record Container(Path program, Path linux, Path debian) {
  private static final String HOME = "/usr/lib/logboom";
  private static final String DATA = "/var/lib/logboom";
  private static final String NATIVE = HOME + "/lib/native";
  private static final Owner USER = new Owner("logboom", 65532);
  private static final String LIBRARIES = "lib/x86_64-linux-gnu/";

  /** What each package gives; its terms always. */
  private static final Map<String, List<String>> TAKEN =
      Map.of(
          "libc6",
          List.of(
              "lib64/ld-linux-x86-64.so.2",
              LIBRARIES + "ld-linux-x86-64.so.2",
              LIBRARIES + "libc.so.6",
              LIBRARIES + "libdl.so.2",
              LIBRARIES + "libm.so.6",
              LIBRARIES + "libpthread.so.0",
              LIBRARIES + "libresolv.so.2",
              LIBRARIES + "librt.so.1",
              "usr/share/doc/libc6/copyright"),
          // The character set of file names is that of the locale.
          "libc-bin",
          List.of("usr/lib/locale/C.utf8/", "usr/share/doc/libc-bin/copyright"),
          "libisal2",
          List.of(
              "usr/lib/x86_64-linux-gnu/libisal.so.2",
              "usr/lib/x86_64-linux-gnu/libisal.so.2.0.30",
              "usr/share/doc/libisal2/copyright"));

  /** Native libraries for this system in jars, which Netty and zstd-jni would unpack at start. */
  private static final Pattern NATIVES =
      Pattern.compile(
          "(?:META-INF/native/|linux/amd64/)(libnetty[a-z_]*_x86_64|libzstd-jni)[-.0-9]*\\.so");

  /** The packages of Debian, as components of the image. */
  Map<Component, String> components() throws IOException {
    var components = new LinkedHashMap<Component, String>();
    for (String name : new TreeSet<>(TAKEN.keySet())) {
      String version = deb(name).field("Version");
      String purl =
          "pkg:deb/debian/%s@%s?arch=amd64&distro=debian-12"
              .formatted(name, version.replace("+", "%2B"));
      components.put(new Component(name, version, List.of()), purl);
    }
    return components;
  }

  /** From what changes seldom to what changes with each version. */
  List<Tree> layers() throws IOException {
    var base = new Tree();
    for (Map.Entry<String, List<String>> taken : TAKEN.entrySet()) {
      DebianPackage deb = deb(taken.getKey());
      deb.copy(taken.getValue(), base);
      // Where those who look for known flaws find what is installed.
      base.file("var/lib/dpkg/status.d/" + taken.getKey(), Content.of(deb.control()));
    }
    String user = USER.name();
    base.file(
            "etc/passwd",
            Content.of(
                "root:x:0:0:root:/root:/nonexistent\n%1$s:x:%2$d:%2$d::%3$s:/nonexistent\n"
                    .formatted(user, USER.id(), DATA)))
        .file("etc/group", Content.of("root:x:0:\n%s:x:%d:\n".formatted(user, USER.id())))
        .file("etc/nsswitch.conf", Content.of("passwd: files\ngroup: files\nhosts: files dns\n"))
        .file("etc/os-release", Content.of("ID=debian\nVERSION_ID=\"12\"\nNAME=\"Debian\"\n"))
        // Where those who run it mount what it does not bring.
        .folder("dev")
        .folder("proc")
        .folder("sys")
        .folder("tmp", 01777, Owner.ROOT)
        .folder(DATA.substring(1), 0750, USER);
    String home = HOME.substring(1);
    var runtime = new Tree().copy(program.resolve("runtime"), home + "/runtime");
    var rest = new Tree();
    try (Stream<Path> parts = Files.list(program)) {
      for (Path part : parts.filter(part -> !part.endsWith("runtime")).toList()) {
        rest.copy(part, home + "/" + part.getFileName());
      }
    }
    var options = new StringBuilder();
    options.append("-XX:AOTCache=").append(HOME).append("/lib/logboom.aot\n");
    options.append("-Xlog:aot=off,cds=off\n");
    for (Native library : natives()) {
      rest.file((NATIVE + "/" + library.name() + ".so").substring(1), library.content());
    }
    options.append("-Djava.library.path=").append(NATIVE).append('\n');
    options.append("-DZstdNativePath=").append(NATIVE).append("/libzstd-jni.so\n");
    options.append("-cp\n").append(String.join(":", classPath())).append('\n');
    rest.file(home + "/lib/image.options", Content.of(options.toString()))
        .file("etc/logboom/logboom.conf", new Stored(linux.resolve("logboom.conf")));
    return List.of(base, runtime, rest);
  }

  ObjectNode config(Release release) {
    ObjectNode config = JsonMapper.shared().createObjectNode();
    config.put("User", USER.id() + ":" + USER.id());
    config
        .putArray("Env")
        .add("LANG=C.UTF-8")
        .add("LOGBOOM_HOME=" + HOME)
        .add("LOGBOOM_PLUGINS=" + HOME + "/plugins")
        .add("PATH=" + HOME + "/runtime/bin");
    var start =
        List.of(
            HOME + "/runtime/bin/java",
            "@" + HOME + "/lib/logboom.options",
            "@" + HOME + "/lib/image.options",
            "io.logboom.core.cli.Main");
    start.forEach(config.putArray("Entrypoint")::add);
    config.putArray("Cmd").add("run").add("/etc/logboom/logboom.conf");
    config.put("WorkingDir", DATA);
    config.putObject("Volumes").putObject(DATA);
    config.put("StopSignal", "SIGTERM");
    // Not OCI's but Docker's, which reads it in this place; Kubernetes asks /health itself.
    ObjectNode health = config.putObject("Healthcheck");
    var test = health.putArray("Test").add("CMD");
    start.forEach(test::add);
    test.add("status").add("--quiet");
    health.put("Interval", Duration.ofSeconds(30).toNanos());
    health.put("Timeout", Duration.ofSeconds(10).toNanos());
    health.put("StartPeriod", Duration.ofSeconds(30).toNanos());
    health.put("Retries", 3);
    config
        .putObject("Labels")
        .put("org.opencontainers.image.title", "Logboom")
        .put(
            "org.opencontainers.image.description",
            "Gathers AWS security logs and hands them to a SIEM")
        .put("org.opencontainers.image.version", release.version())
        .put("org.opencontainers.image.created", release.time().toString())
        .put("org.opencontainers.image.licenses", "Apache-2.0");
    return config;
  }

  private DebianPackage deb(String name) throws IOException {
    try (Stream<Path> files = Files.list(debian)) {
      return new DebianPackage(
          files
              .filter(file -> file.getFileName().toString().startsWith(name + "_"))
              .findFirst()
              .orElseThrow(() -> new IOException("no package " + name + " in " + debian)));
    }
  }

  /**
   * The jars in the launcher's order, for what was learned holds for that; then those of others.
   */
  private List<String> classPath() throws IOException {
    var path = new ArrayList<String>();
    for (Path jar : jars()) {
      path.add(HOME + "/lib/" + jar.getFileName());
    }
    // By way of lib: what was learned in another place holds if the whole class path begins alike.
    path.add(HOME + "/lib/../plugins/*");
    return path;
  }

  private List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.list(program.resolve("lib"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private record Native(String name, Content content) {}

  private List<Native> natives() throws IOException {
    var natives = new ArrayList<Native>();
    for (Path jar : jars()) {
      try (var zip = new ZipFile(jar.toFile())) {
        for (ZipEntry entry : zip.stream().toList()) {
          var matcher = NATIVES.matcher(entry.getName());
          if (matcher.matches()) {
            try (InputStream in = zip.getInputStream(entry)) {
              natives.add(new Native(matcher.group(1), new Bytes(in.readAllBytes())));
            }
          }
        }
      }
    }
    return natives;
  }
}
