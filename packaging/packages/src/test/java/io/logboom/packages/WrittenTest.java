package io.logboom.packages;

import static io.logboom.packages.Entry.Role.CONFIGURATION;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The formats, of a small tree: what is written is read again by others' code. */
class WrittenTest {
  private static final Release RELEASE =
      new Release("1.2.0-rc1", Instant.parse("2026-11-05T00:00:00Z"));

  /** Longer than tar's own field for names. */
  private static final String LONG = "usr/lib/" + "example/".repeat(12) + "jar";

  @TempDir Path folder;
  private Tree tree = new Tree();

  @BeforeEach
  void makeTree() throws IOException {
    Path program = Files.writeString(folder.resolve("program"), "x".repeat(3000));
    tree =
        new Tree()
            .file("etc/example.conf", CONFIGURATION, Content.of("a = 1\n"))
            .copy(program, LONG)
            .link("usr/bin/example", "../lib/example");
    Path debian = Files.createDirectory(folder.resolve("debian"));
    Files.writeString(
        debian.resolve("control"),
        "Package: example\nVersion: @version@\nInstalled-Size: @installed-size@\n");
    Files.writeString(debian.resolve("postinst"), "#!/bin/sh\n");
    for (String name : List.of("pre", "post", "preun", "postun")) {
      Files.writeString(folder.resolve(name), "true # " + name + "\n");
    }
  }

  private Path deb(String name) throws IOException {
    Path deb = folder.resolve(name);
    new Deb(folder.resolve("debian"), RELEASE).write(tree, deb);
    return deb;
  }

  private Path rpm(String name) throws IOException {
    Path rpm = folder.resolve(name);
    new Rpm(folder, RELEASE).write(tree, rpm);
    return rpm;
  }

  private Path image(String name) throws IOException {
    Path image = folder.resolve(name);
    var config = JsonMapper.shared().createObjectNode().put("User", "65532");
    new Image("example:1", RELEASE).write(List.of(tree, new Tree().folder("tmp")), config, image);
    return image;
  }

  @Test
  void debIsComplete() throws IOException {
    Unpacked deb = Unpacked.deb(deb("a.deb"));
    assertThat(deb.text("control/control"))
        // 16 folders and a link, 1 KiB and 3 KiB.
        .isEqualTo("Package: example\nVersion: 1.2.0~rc1\nInstalled-Size: 21\n");
    assertThat(deb.text("control/conffiles")).isEqualTo("/etc/example.conf\n");
    assertThat(deb.text("control/md5sums")).matches("[0-9a-f]{32}  " + LONG + "\n");
    assertThat(deb.names()).contains("control/postinst", "data/usr/bin/example", "data/" + LONG);
    assertThat(deb.text("data/etc/example.conf")).isEqualTo("a = 1\n");
  }

  @Test
  void rpmIsComplete() throws IOException {
    UnpackedRpm rpm = UnpackedRpm.read(rpm("a.rpm"));
    assertThat(rpm.configuration()).containsExactly("/etc/example.conf");
    assertThat(rpm.names()).contains("/" + LONG, "/usr/bin/example").doesNotContain("/usr/bin");
    assertThat(rpm.text("PREREMOVE_SCRIPT")).isEqualTo("true # preun\n");
    assertThat(rpm.text("VERSION")).isEqualTo("1.2.0~rc1");
  }

  @Test
  void imageNamesItsParts() throws IOException {
    Unpacked image = Unpacked.tar(image("a.tar"));
    JsonNode index = JsonMapper.shared().readTree(image.text("index.json"));
    JsonNode manifest = blob(image, index.get("manifests").get(0));
    JsonNode config = blob(image, manifest.get("config"));
    assertThat(config.at("/config/User").asString()).isEqualTo("65532");
    assertThat(manifest.get("layers")).hasSize(2);
    assertThat(config.at("/rootfs/diff_ids")).hasSize(2);
    for (String name : image.names()) {
      if (name.startsWith("blobs/sha256/")) {
        assertThat(name).endsWith(image.sha256(name));
      }
    }
    JsonNode forDocker = JsonMapper.shared().readTree(image.text("manifest.json")).get(0);
    assertThat(image.names()).contains(forDocker.get("Config").asString());
    assertThat(forDocker.get("RepoTags").get(0).asString()).isEqualTo("example:1");
  }

  private static JsonNode blob(Unpacked image, JsonNode pointer) {
    String path = "blobs/" + pointer.get("digest").asString().replace(':', '/');
    assertThat(pointer.get("size").asInt()).isEqualTo(image.bytes(path).length);
    return JsonMapper.shared().readTree(image.text(path));
  }

  /** Neither when nor in which order files were made has a say. */
  @Test
  void sameBytesAgain() throws IOException {
    List<Path> first = List.of(deb("1.deb"), rpm("1.rpm"), image("1.tar"));
    Files.setLastModifiedTime(folder.resolve("program"), FileTime.fromMillis(1_000));
    List<Path> second = List.of(deb("2.deb"), rpm("2.rpm"), image("2.tar"));
    for (int i = 0; i < first.size(); i++) {
      assertThat(first.get(i)).hasSameBinaryContentAs(second.get(i));
    }
  }

  @Test
  void nothingIsLeftBehind() throws IOException {
    Path apart = Files.createDirectory(folder.resolve("apart"));
    new Deb(folder.resolve("debian"), RELEASE).write(tree, apart.resolve("a.deb"));
    image("apart/a.tar");
    try (Stream<Path> files = Files.list(apart)) {
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsOnly("a.deb", "a.tar");
    }
  }
}
