package io.logboom.packages;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Everything that is made of one build.
 *
 * @param program the folder that is shipped, target/logboom-VERSION of packaging
 * @param sources the folder packaging of the sources
 * @param components what the CycloneDX plugin says is in the jars
 * @param debian a folder of the packages of Debian that the image takes files from
 * @param target where the packages go
 */
record Shipment(
    Path program, Path sources, Path components, Path debian, Path target, Release release) {
  static final String SBOM = "logboom.cdx.json";
  private static final String REPORT = "THIRD-PARTY.md";

  void make() throws IOException, Licences.RefusedException {
    Path linux = sources.resolve("linux");
    var container = new Container(program, linux, debian);
    var licences = Licences.read(sources.resolve("packages/licences.conf"));

    Sbom installed = Sbom.read(components).shipped(program.resolve("lib")).of(release, "logboom");
    Component java = java();
    installed.add(
        "platform",
        java,
        "pkg:generic/openjdk@" + java.version(),
        "The Java runtime, reduced to the modules that the agent needs.");
    Sbom image = installed.copy().of(release, "logboom-image");
    container
        .components()
        .forEach(
            (component, purl) ->
                image.add("library", component, purl, "Files of this package of Debian 12."));
    List<Component> everything = image.components();
    Map<Component, String> judged = licences.judge(everything);
    var idle = licences.idle(everything);
    if (!idle.isEmpty()) {
      throw new Licences.RefusedException(
          List.of("licences.conf decides on what is not shipped: " + String.join(", ", idle)));
    }

    String name = "logboom-" + release.version();
    installed.licensed(judged).write(program.resolve(SBOM));
    image.licensed(judged).write(target.resolve(name + "-image.cdx.json"));
    Files.copy(
        program.resolve(SBOM),
        target.resolve(name + ".cdx.json"),
        StandardCopyOption.REPLACE_EXISTING);
    String report =
        new ThirdParty(licences, sources.resolve("packages/licences"))
            .report(judged, program.resolve("lib"));
    Files.writeString(program.resolve(REPORT), report);
    Files.writeString(target.resolve(name + "-" + REPORT), report);

    var archive = new Tree().copy(program, name);
    try (OutputStream out = Files.newOutputStream(target.resolve(name + "-linux-x86_64.tar.gz"));
        OutputStream gzip = Gzip.to(new BufferedOutputStream(out))) {
      Tar.write(archive, "", release.time(), gzip);
    }
    var tree = new Installed(program, linux, release);
    new Deb(linux.resolve("debian"), release)
        .write(tree.forDebian(), target.resolve("logboom_" + release.ordered() + "_amd64.deb"));
    new Rpm(linux.resolve("rpm"), release)
        .write(
            tree.forRpm(),
            target.resolve("logboom-" + release.ordered() + "-" + Rpm.NUMBER + ".x86_64.rpm"));
    new Image("logboom:" + release.tag(), release)
        .write(container.layers(), container.config(release), target.resolve(name + "-image.tar"));
  }

  /** The runtime that is in the folder, as its own file `release` names it. */
  private Component java() throws IOException {
    var properties = new Properties();
    try (var in = Files.newBufferedReader(program.resolve("runtime/release"))) {
      properties.load(in);
    }
    String version = properties.getProperty("JAVA_VERSION", "unknown").replace("\"", "");
    return new Component("openjdk", version, List.of());
  }
}
