package io.logboom.packages;

import static org.eclipse.packager.rpm.RpmTag.BUILDTIME;
import static org.eclipse.packager.rpm.deps.RpmDependencyFlags.EQUAL;
import static org.eclipse.packager.rpm.deps.RpmDependencyFlags.INTERPRETER;
import static org.eclipse.packager.rpm.deps.RpmDependencyFlags.SCRIPT_POST;
import static org.eclipse.packager.rpm.deps.RpmDependencyFlags.SCRIPT_POSTUN;
import static org.eclipse.packager.rpm.deps.RpmDependencyFlags.SCRIPT_PRE;
import static org.eclipse.packager.rpm.deps.RpmDependencyFlags.SCRIPT_PREUN;

import io.logboom.packages.Entry.Folder;
import io.logboom.packages.Entry.Link;
import io.logboom.packages.Entry.Plain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.eclipse.packager.rpm.FileFlags;
import org.eclipse.packager.rpm.RpmTag;
import org.eclipse.packager.rpm.RpmVersion;
import org.eclipse.packager.rpm.build.BuilderContext;
import org.eclipse.packager.rpm.build.BuilderOptions;
import org.eclipse.packager.rpm.build.DigestAlgorithm;
import org.eclipse.packager.rpm.build.FileInformation;
import org.eclipse.packager.rpm.build.FileInformationProvider;
import org.eclipse.packager.rpm.build.RpmBuilder;
import org.eclipse.packager.rpm.build.RpmBuilder.PackageInformation;
import org.eclipse.packager.rpm.coding.PayloadCoding;
import org.eclipse.packager.rpm.header.Header;

/**
 * Writes an RPM package. It is not signed: whoever hands it on signs it, with {@code rpmsign}.
 *
 * @param scripts the folder with the scriptlets: {@code pre}, {@code post}, {@code preun} and
 *     {@code postun}
 */
record Rpm(Path scripts, Release release) {
  /** Which packing of one version it is; there is one. */
  static final String NUMBER = "1";

  private static final String SHELL = "/bin/sh";
  private static final List<Script> SCRIPTS =
      List.of(
          new Script("pre", RpmTag.PREINSTALL_SCRIPT, RpmTag.PREINSTALL_SCRIPT_PROG),
          new Script("post", RpmTag.POSTINSTALL_SCRIPT, RpmTag.POSTINSTALL_SCRIPT_PROG),
          new Script("preun", RpmTag.PREREMOVE_SCRIPT, RpmTag.PREREMOVE_SCRIPT_PROG),
          new Script("postun", RpmTag.POSTREMOVE_SCRIPT, RpmTag.POSTREMOVE_SCRIPT_PROG));

  private record Script(String name, RpmTag text, RpmTag interpreter) {}

  void write(Tree tree, Path rpm) throws IOException {
    var options = new BuilderOptions();
    options.setPayloadCoding(PayloadCoding.GZIP);
    options.setPayloadFlags("9");
    options.setFileDigestAlgorithm(DigestAlgorithm.SHA256);
    var version = new RpmVersion(release.ordered(), NUMBER);
    try (var builder = new RpmBuilder("logboom", version, "x86_64", rpm, options)) {
      builder.setInformation(information());
      builder.addRequirement("libc.so.6(GLIBC_2.17)(64bit)", "");
      builder.addRequirement(
          SHELL, "", INTERPRETER, SCRIPT_PRE, SCRIPT_POST, SCRIPT_PREUN, SCRIPT_POSTUN);
      builder.addRecommends("libisal.so.2()(64bit)", "");
      builder.addProvides("config(logboom)", version.toString(), EQUAL);
      BuilderContext context = builder.newContext();
      for (Entry entry : tree.entries()) {
        add(context, entry);
      }
      // Last, over what the builder fills in: the time of building, which it asks the clock for.
      builder.setHeaderCustomizer(this::complete);
      builder.build();
    }
  }

  private static PackageInformation information() {
    var information = new PackageInformation();
    information.setSummary("Gathers AWS security logs and hands them to a SIEM");
    information.setDescription(
        """
        Logboom reads logs from S3, CloudWatch Logs, Kinesis, IAM, syslog, HTTP and files, decodes
        and maps them, and hands them on. A log is forgotten at its origin only after every output
        has it for good. It brings the Java that it runs on.\
        """);
    information.setLicense(
        "Apache-2.0 AND GPL-2.0-only WITH Classpath-exception-2.0 AND BSD-2-Clause AND BSD-3-Clause"
            + " AND EPL-2.0 AND MIT AND MIT-0");
    information.setVendor("Logboom");
    information.setGroup("System Environment/Daemons");
    information.setSourcePackage("logboom.src.rpm");
    information.setBuildHost("localhost");
    return information;
  }

  private void complete(Header<RpmTag> header) {
    header.putInt(BUILDTIME, Math.toIntExact(release.time().getEpochSecond()));
    for (Script script : SCRIPTS) {
      header.putString(script.text(), read(scripts.resolve(script.name())));
      header.putString(script.interpreter(), SHELL);
    }
  }

  private static String read(Path script) {
    try {
      return Files.readString(script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(BuilderContext context, Entry entry) throws IOException {
    String path = "/" + entry.path();
    switch (entry) {
      case Folder(_, int mode, Entry.Owner owner) -> {
        if (ours(entry.path())) {
          context.addDirectory(path, as(mode, owner.name(), Set.of()));
        }
      }
      case Plain plain -> {
        FileInformationProvider<Object> as = as(plain.mode(), "root", flags(plain.role()));
        switch (plain.content()) {
          case Content.Stored(Path file) -> context.addFile(path, file, as);
          case Content.Bytes(byte[] bytes) -> context.addFile(path, ByteBuffer.wrap(bytes), as);
        }
      }
      case Link(_, String target) ->
          context.addSymbolicLink(path, target, as(0777, "root", Set.of()));
    }
  }

  /** Folders such as /usr/lib belong to the package {@code filesystem}. */
  private static boolean ours(String folder) {
    return folder.contains("logboom");
  }

  private static Set<FileFlags> flags(Entry.Role role) {
    return switch (role) {
      case PROGRAM -> Set.of();
      case CONFIGURATION -> Set.of(FileFlags.CONFIGURATION, FileFlags.NOREPLACE);
      case DOCUMENT -> Set.of(FileFlags.DOC);
      case LICENCE -> Set.of(FileFlags.LICENSE);
    };
  }

  private FileInformationProvider<Object> as(int mode, String owner, Set<FileFlags> flags) {
    return (_, _, _) -> {
      var information = new FileInformation();
      information.setMode((short) mode);
      information.setUser(owner);
      information.setGroup(owner);
      information.setTimestamp(release.time());
      information.setFileFlags(flags);
      return information;
    };
  }
}
