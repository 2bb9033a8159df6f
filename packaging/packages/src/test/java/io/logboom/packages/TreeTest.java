package io.logboom.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.logboom.packages.Entry.Folder;
import io.logboom.packages.Entry.Link;
import io.logboom.packages.Entry.Plain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeTest {
  @TempDir Path folder;

  @Test
  void parentsComeFirst() {
    var tree = new Tree().file("usr/lib/a-b/c", Content.of("")).file("usr/lib/a/b", Content.of(""));
    assertThat(tree.entries())
        .extracting(Entry::path)
        .containsExactly(
            "usr", "usr/lib", "usr/lib/a", "usr/lib/a-b", "usr/lib/a-b/c", "usr/lib/a/b");
  }

  @Test
  void modesFollowFromWhatCanBeRun() throws IOException {
    Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Path text = Files.writeString(folder.resolve("text"), "text");
    Files.setPosixFilePermissions(text, PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("text"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));

    var entries = new Tree().copy(folder, "opt").entries();

    assertThat(entries)
        .hasSize(4)
        .contains(new Folder("opt", 0755, Entry.Owner.ROOT), new Link("opt/link", "text"));
    assertThat(entries)
        .filteredOn(Plain.class::isInstance)
        .map(Plain.class::cast)
        .extracting(Plain::path, Plain::mode)
        .containsExactly(tuple("opt/program", 0755), tuple("opt/text", 0644));
  }
}
