package io.logboom.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.logboom.packages.Entry.Folder;
import io.logboom.packages.Entry.Link;
import io.logboom.packages.Entry.Owner;
import io.logboom.packages.Entry.Plain;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes a tree as tar, with GNU's way for long names, which dpkg knows, too. */
final class Tar {

  private Tar() {}

  /**
   * Writes the tree and finishes the archive; {@code out} stays open.
   *
   * @param prefix what stands before each path, such as {@code ./}
   */
  static void write(Tree tree, String prefix, Instant time, OutputStream out) throws IOException {
    var tar = new TarArchiveOutputStream(out, UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
    for (Entry entry : tree.entries()) {
      put(tar, entry, prefix, FileTime.from(time));
    }
    tar.finish();
  }

  private static void put(TarArchiveOutputStream tar, Entry entry, String prefix, FileTime time)
      throws IOException {
    String name = prefix + entry.path();
    var header =
        switch (entry) {
          case Folder(_, int mode, Owner owner) -> header(name + "/", mode, owner);
          case Plain plain -> header(name, plain.mode(), Owner.ROOT);
          case Link(_, String target) -> {
            var link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            link.setLinkName(target);
            yield owned(link, 0777, Owner.ROOT);
          }
        };
    header.setModTime(time);
    if (entry instanceof Plain plain) {
      header.setSize(plain.content().size());
      tar.putArchiveEntry(header);
      try (InputStream content = plain.content().open()) {
        content.transferTo(tar);
      }
    } else {
      tar.putArchiveEntry(header);
    }
    tar.closeArchiveEntry();
  }

  private static TarArchiveEntry header(String name, int mode, Owner owner) {
    return owned(new TarArchiveEntry(name, true), mode, owner);
  }

  private static TarArchiveEntry owned(TarArchiveEntry header, int mode, Owner owner) {
    header.setMode(mode);
    header.setIds(owner.id(), owner.id());
    header.setNames(owner.name(), owner.name());
    return header;
  }
}
