package io.logboom.packages;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.packager.rpm.FileFlags;
import org.eclipse.packager.rpm.RpmTag;
import org.eclipse.packager.rpm.parse.InputHeader;
import org.eclipse.packager.rpm.parse.RpmInputStream;

/** What an RPM package says of itself and of its files. */
final class UnpackedRpm {

  /** One file: its absolute path, permission bits, owner, seconds since 1970. */
  record Part(String path, int mode, String owner, String group, int time, int flags) {}

  private final InputHeader<RpmTag> header;
  private final List<Part> parts = new ArrayList<>();

  private UnpackedRpm(InputHeader<RpmTag> header) {
    this.header = header;
    Object[] folders = values("DIRNAMES");
    Object[] indexes = values("DIR_INDEXES");
    Object[] names = values("BASENAMES");
    for (int i = 0; i < names.length; i++) {
      parts.add(
          new Part(
              folders[number(indexes[i])].toString() + names[i],
              number(values("FILE_MODES")[i]) & 0777,
              values("FILE_USERNAME")[i].toString(),
              values("FILE_GROUPNAME")[i].toString(),
              number(values("FILE_MTIMES")[i]),
              number(values("FILE_FLAGS")[i])));
    }
  }

  static UnpackedRpm read(Path file) throws IOException {
    try (var in = new RpmInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      return new UnpackedRpm(in.getPayloadHeader());
    }
  }

  List<Part> parts() {
    return parts;
  }

  List<String> names() {
    return parts.stream().map(Part::path).toList();
  }

  /** The files that an upgrade does not replace. */
  List<String> configuration() {
    int both = FileFlags.CONFIGURATION.getValue() | FileFlags.NOREPLACE.getValue();
    return parts.stream().filter(part -> (part.flags() & both) == both).map(Part::path).toList();
  }

  String text(String tag) {
    return values(tag)[0].toString();
  }

  private static int number(Object value) {
    return ((Number) value).intValue();
  }

  private Object[] values(String tag) {
    Object value = header.getTag(RpmTag.valueOf(tag));
    return value instanceof Object[] several ? several : new Object[] {value};
  }
}
