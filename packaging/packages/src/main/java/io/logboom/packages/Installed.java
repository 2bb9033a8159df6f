package io.logboom.packages;

import static io.logboom.packages.Entry.Role.CONFIGURATION;
import static io.logboom.packages.Entry.Role.DOCUMENT;
import static io.logboom.packages.Entry.Role.LICENCE;

import io.logboom.packages.Content.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * What the packages of Linux distributions put where (Filesystem Hierarchy Standard 3.0).
 *
 * @param program the folder that is shipped: bin, lib, runtime, conf
 * @param linux the folder packaging/linux of the sources: units, default configuration
 */
record Installed(Path program, Path linux, Release release) {
  static final String HOME = "usr/lib/logboom";
  private static final String DOCUMENTS = "usr/share/doc/logboom";

  /** Nobody but root reads it: what is set in it may be secret. */
  private static final int ENVIRONMENT_MODE = 0640;

  Tree forDebian() throws IOException {
    Tree tree = common("etc/default/logboom");
    Path debian = linux.resolve("debian");
    String changes =
        Template.fill(
            Files.readString(debian.resolve("changelog")),
            Map.of("version", release.ordered(), "date", date()));
    return tree.file(DOCUMENTS + "/copyright", LICENCE, new Stored(debian.resolve("copyright")))
        .file(DOCUMENTS + "/changelog.gz", DOCUMENT, Gzip.of(changes))
        .file(DOCUMENTS + "/THIRD-PARTY.md", LICENCE, shipped("THIRD-PARTY.md"))
        .file(
            "usr/share/lintian/overrides/logboom", new Stored(debian.resolve("lintian-overrides")));
  }

  Tree forRpm() throws IOException {
    return common("etc/sysconfig/logboom")
        .file("usr/share/licenses/logboom/LICENSE", LICENCE, shipped("LICENSE"))
        .file("usr/share/licenses/logboom/THIRD-PARTY.md", LICENCE, shipped("THIRD-PARTY.md"));
  }

  private Tree common(String environment) throws IOException {
    String manual = Files.readString(linux.resolve("logboom.1"));
    return new Tree()
        .copy(program.resolve("bin"), HOME + "/bin")
        .copy(program.resolve("lib"), HOME + "/lib")
        .copy(program.resolve("runtime"), HOME + "/runtime")
        // What others add is the administrator's, so it stays when the package goes.
        .link(HOME + "/plugins", "../../local/lib/logboom/plugins")
        .link("usr/bin/logboom", "../lib/logboom/bin/logboom")
        // Where ${LOGBOOM_HOME}/conf of the examples leads to.
        .copy(program.resolve("conf"), "usr/share/logboom/conf")
        .link(HOME + "/conf", "../../share/logboom/conf")
        .link(DOCUMENTS + "/examples", "../../logboom/conf")
        .file("usr/share/man/man1/logboom.1.gz", DOCUMENT, Gzip.of(manual))
        .file(DOCUMENTS + "/README.md", DOCUMENT, shipped("README.md"))
        .file(DOCUMENTS + "/" + Shipment.SBOM, DOCUMENT, shipped(Shipment.SBOM))
        .copy(program.resolve("conf/environments"), "etc/logboom/environments", CONFIGURATION)
        .file("etc/logboom/logboom.conf", CONFIGURATION, ours("logboom.conf"))
        .file(environment, ENVIRONMENT_MODE, CONFIGURATION, ours("logboom.env"))
        .copy(linux.resolve("sysusers.d"), "usr/lib/sysusers.d")
        .copy(linux.resolve("systemd"), "usr/lib/systemd/system");
  }

  private Content shipped(String name) {
    return new Stored(program.resolve(name));
  }

  private Content ours(String name) {
    return new Stored(linux.resolve(name));
  }

  /** As a changelog of Debian's has it (deb-changelog(5)). */
  private String date() {
    return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss xx", Locale.ROOT)
        .format(release.time().atOffset(ZoneOffset.UTC));
  }
}
