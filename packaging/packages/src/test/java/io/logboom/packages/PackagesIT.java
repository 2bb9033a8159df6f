package io.logboom.packages;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real packages: what is in them, as whom, of when. Runs in the profile packages. */
class PackagesIT {
  private static final Path TARGET = Path.of(System.getProperty("logboom.packages"));
  private static final Release RELEASE =
      new Release(
          System.getProperty("logboom.version"), Instant.parse(System.getProperty("logboom.time")));
  private static final String NAME = "logboom-" + RELEASE.version();
  private static final String HOME = "usr/lib/logboom/";

  private static Unpacked deb;
  private static UnpackedRpm rpm;

  /** Layer by layer, the later over the earlier. */
  private static final TreeMap<String, Unpacked.Part> IMAGE = new TreeMap<>();

  private static JsonNode config;

  @BeforeAll
  static void unpack() throws IOException {
    deb = Unpacked.deb(TARGET.resolve("logboom_" + RELEASE.ordered() + "_amd64.deb"));
    rpm = UnpackedRpm.read(TARGET.resolve("logboom-" + RELEASE.ordered() + "-1.x86_64.rpm"));
    Unpacked image = Unpacked.tar(TARGET.resolve(NAME + "-image.tar"));
    JsonNode parts = JsonMapper.shared().readTree(image.text("manifest.json")).get(0);
    config = JsonMapper.shared().readTree(image.text(parts.get("Config").asString())).get("config");
    for (JsonNode layer : parts.get("Layers")) {
      byte[] bytes = image.bytes(layer.asString());
      IMAGE.putAll(Unpacked.tarGz(new ByteArrayInputStream(bytes)).parts());
    }
  }

  private static List<String> configuration(String environment) {
    var files = new ArrayList<String>();
    files.add(environment);
    for (String name : List.of("base", "dev", "prod", "staging")) {
      files.add("/etc/logboom/environments/" + name + ".conf");
    }
    files.add("/etc/logboom/logboom.conf");
    return files;
  }

  @Test
  void debBelongsToRootAndIsOfTheRelease() {
    deb.parts()
        .forEach(
            (name, part) -> {
              TarArchiveEntry header = part.header();
              assertThat(header.getUserName() + ":" + header.getGroupName())
                  .as(name)
                  .isEqualTo("root:root");
              assertThat(header.getLongUserId() + header.getLongGroupId()).as(name).isZero();
              assertThat(header.getLastModifiedTime().toInstant())
                  .as(name)
                  .isEqualTo(RELEASE.time());
              int mode = header.getMode() & 07777;
              if (name.equals("data/etc/default/logboom")) {
                assertThat(mode).isEqualTo(0640);
              } else if (header.isSymbolicLink()) {
                assertThat(mode).as(name).isEqualTo(0777);
              } else if (header.isDirectory()) {
                assertThat(mode).as(name).isEqualTo(0755);
              } else {
                assertThat(mode).as(name).isIn(0644, 0755);
              }
            });
  }

  @Test
  void debSaysWhatItIsAndNeeds() {
    assertThat(deb.text("control/control"))
        .contains(
            "Package: logboom\n",
            "Version: " + RELEASE.ordered() + "\n",
            "Architecture: amd64\n",
            "Depends: libc6 (>= ",
            "Recommends: libisal2\n");
    assertThat(deb.text("control/conffiles").lines())
        .containsExactlyElementsOf(configuration("/etc/default/logboom"));
    for (String script : List.of("postinst", "prerm", "postrm")) {
      assertThat(deb.text("control/" + script)).startsWith("#!/bin/sh\n");
      assertThat(deb.parts().get("control/" + script).header().getMode() & 0777).isEqualTo(0755);
    }
  }

  @Test
  void debAndRpmPutTheSameInPlace() {
    assertThat(deb.names())
        .contains(
            "data/usr/bin/logboom",
            "data/" + HOME + "bin/logboom",
            "data/" + HOME + "lib/logboom.aot",
            "data/" + HOME + "lib/logboom.options",
            "data/" + HOME + "runtime/bin/java",
            "data/usr/lib/systemd/system/logboom.service",
            "data/usr/lib/systemd/system/logboom@.service",
            "data/usr/lib/sysusers.d/logboom.conf",
            "data/usr/share/doc/logboom/THIRD-PARTY.md",
            "data/usr/share/doc/logboom/copyright",
            "data/usr/share/doc/logboom/logboom.cdx.json");
    assertThat(deb.parts().get("data/usr/bin/logboom").header().getLinkName())
        .isEqualTo("../lib/logboom/bin/logboom");
    List<String> programs =
        deb.names().stream().filter(name -> name.startsWith("data/" + HOME)).toList();
    assertThat(rpm.names()).containsAll(programs.stream().map(name -> name.substring(4)).toList());
  }

  @Test
  void rpmBelongsToRootAndIsOfTheRelease() {
    assertThat(rpm.parts())
        .allSatisfy(
            part -> {
              assertThat(part.owner() + ":" + part.group()).isEqualTo("root:root");
              assertThat(part.time()).isEqualTo((int) RELEASE.time().getEpochSecond());
              assertThat(part.mode()).isIn(0640, 0644, 0755, 0777);
            });
    assertThat(rpm.configuration())
        .containsExactlyInAnyOrderElementsOf(configuration("/etc/sysconfig/logboom"));
    assertThat(rpm.text("VERSION")).isEqualTo(RELEASE.ordered());
    assertThat(rpm.text("BUILDHOST")).isEqualTo("localhost");
    assertThat(rpm.text("PREINSTALL_SCRIPT")).contains("useradd");
  }

  @Test
  void tarKeepsTimesAndModes() throws IOException {
    try (var in = Files.newInputStream(TARGET.resolve(NAME + "-linux-x86_64.tar.gz"))) {
      Unpacked tar = Unpacked.tarGz(in);
      assertThat(tar.names())
          .allMatch(name -> name.equals(NAME) || name.startsWith(NAME + "/"))
          .contains(
              NAME + "/bin/logboom",
              NAME + "/plugins/README.md",
              NAME + "/THIRD-PARTY.md",
              NAME + "/logboom.cdx.json");
      assertThat(tar.parts().values())
          .extracting(part -> part.header().getLastModifiedTime().toInstant())
          .containsOnly(RELEASE.time());
      assertThat(tar.parts().get(NAME + "/bin/logboom").header().getMode() & 0777).isEqualTo(0755);
    }
  }

  @Test
  void imageRunsAsNobodyInParticular() {
    assertThat(config.get("User").asString()).isEqualTo("65532:65532");
    assertThat(config.at("/Volumes").has("/var/lib/logboom")).isTrue();
    TarArchiveEntry data = IMAGE.get("var/lib/logboom").header();
    assertThat(data.getLongUserId()).isEqualTo(65532);
    IMAGE.forEach(
        (name, part) -> {
          boolean open = part.header().isDirectory() && (part.header().getMode() & 022) != 0;
          assertThat(open).as(name).isEqualTo(name.equals("tmp"));
          assertThat(part.header().getMode() & 06000).as("set-id of %s", name).isZero();
        });
    assertThat(IMAGE).doesNotContainKeys("bin/sh", "usr/bin/env");
  }

  /** Each path in the command is there, and the class path is the one that was learned. */
  @Test
  void imageIsStartedWithTheLaunchersOptions() {
    JsonNode command = config.get("Entrypoint");
    assertThat(IMAGE)
        .containsKeys(
            command.get(0).asString().substring(1),
            command.get(1).asString().substring(2),
            command.get(2).asString().substring(2));
    assertThat(command.get(1).asString()).isEqualTo("@/" + HOME + "lib/logboom.options");
    List<String> options = text(HOME + "lib/image.options").lines().toList();
    String classPath = options.get(options.indexOf("-cp") + 1);
    List<String> jars =
        IMAGE.keySet().stream()
            .filter(name -> name.startsWith(HOME + "lib/") && name.endsWith(".jar"))
            .map(name -> "/" + name)
            .toList();
    assertThat(classPath).isEqualTo(String.join(":", jars) + ":/" + HOME + "lib/../plugins/*");
    assertThat(options).contains("-XX:AOTCache=/" + HOME + "lib/logboom.aot");
    assertThat(IMAGE)
        .containsKeys(
            HOME + "lib/native/libzstd-jni.so",
            HOME + "lib/native/libnetty_transport_native_epoll_x86_64.so",
            "usr/lib/x86_64-linux-gnu/libisal.so.2",
            "lib64/ld-linux-x86-64.so.2");
  }

  @Test
  void billsOfMaterialsNameTheRuntimeAndDebiansFiles() throws IOException {
    Path installed = TARGET.resolve(NAME + ".cdx.json");
    assertThat(Sbom.read(installed).components())
        .extracting(Component::id)
        .contains("openjdk", "software.amazon.awssdk:s3", "com.github.luben:zstd-jni")
        .doesNotContain("libc6");
    assertThat(Sbom.read(TARGET.resolve(NAME + "-image.cdx.json")).components())
        .extracting(Component::id)
        .contains("openjdk", "libc6", "libc-bin", "libisal2");
    assertThat(deb.bytes("data/usr/share/doc/logboom/logboom.cdx.json"))
        .isEqualTo(Files.readAllBytes(installed));
    assertThat(Files.readString(TARGET.resolve(NAME + "-THIRD-PARTY.md")))
        .contains("| openjdk |", "Copyright 2008 Google Inc.");
  }

  /** Every jar that is shipped is in the bill of materials. */
  @Test
  void nothingIsMissingFromTheBill() throws IOException {
    String bill = Files.readString(TARGET.resolve(NAME + ".cdx.json"));
    for (String name : deb.names()) {
      if (name.startsWith("data/" + HOME + "lib/") && name.endsWith(".jar")) {
        assertThat(bill).contains("\"" + deb.sha256(name) + "\"");
      }
    }
  }

  /** Nothing that is shipped tells of the machine that built it. */
  @Test
  void tellsNothingOfTheMachine() throws IOException {
    String checkout = Path.of("../..").toAbsolutePath().normalize().toString();
    var traces = List.of(checkout, System.getProperty("user.home") + "/.m2", "/.m2/repository");
    String host = InetAddress.getLocalHost().getHostName();
    try (Stream<Path> files = Files.walk(TARGET.resolve(NAME))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), ISO_8859_1);
        for (String trace : traces) {
          assertThat(bytes.contains(trace)).as("%s in %s", trace, file).isFalse();
        }
        if (file.getFileName().toString().startsWith("logboom-")
            && file.toString().endsWith(".jar")) {
          try (var jar = new JarFile(file.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().values())
                .as("manifest of %s", file)
                .extracting(Object::toString)
                .noneMatch(value -> value.contains(host) || value.contains(checkout));
          }
        }
      }
    }
  }

  private static String text(String name) {
    return new String(IMAGE.get(name).bytes(), ISO_8859_1);
  }
}
