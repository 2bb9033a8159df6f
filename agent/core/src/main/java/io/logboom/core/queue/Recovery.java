package io.logboom.core.queue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is found in a queue's directory when it is opened, whatever state that is in.
 *
 * @param segments that have something to be read, in their order
 * @param low everything before is delivered
 * @param lowNumber the number of the first event that is not; {@link Range#UNKNOWN} if nobody knows
 * @param nextNumber greater than that of any event there is
 * @param nextSegment greater than the number of any segment there ever was
 */
record Recovery(
    List<Segment> segments, Mark low, long lowNumber, long nextNumber, long nextSegment) {

  private static final int PIECE = 256 << 10;

  /** Told of what is found wrong. */
  interface Findings {
    void damaged(Damage damage);

    /** Of a version nobody here can read: out of the way, as it is. */
    void otherVersion(Segment segment) throws IOException;

    /** Nothing in it is to be read any more. */
    void useless(Segment segment) throws IOException;

    void cursorLost();
  }

  static Recovery of(Path directory, Optional<Cursor.Position> cursor, Disk disk, Findings findings)
      throws IOException {
    var found = Segment.in(directory);
    var position = cursor.filter(one -> found.stream().noneMatch(all -> foreign(all, one)));
    if (position.isEmpty() && !found.isEmpty()) {
      findings.cursorLost();
    }
    long nextSegment = cursor.map(Cursor.Position::segment).orElse(0L);
    var segments = new ArrayList<Segment>();
    for (var segment : found) {
      nextSegment = Math.max(nextSegment, segment.number());
      boolean delivered = position.isPresent() && segment.number() < position.get().segment();
      if (delivered) {
        findings.useless(segment);
      } else if (isToBeRead(segment, disk, findings)) {
        segments.add(segment);
      }
    }
    long number = position.map(one -> Math.max(one.number(), one.written())).orElse(0L);
    for (int i = segments.size() - 1; i >= 0; i--) {
      var last = lastNumber(segments.get(i), disk);
      if (last.isPresent()) {
        number = Math.max(number, last.getAsLong() + 1);
        break;
      }
    }
    return new Recovery(
        segments,
        low(directory, segments, position),
        position.isPresent() ? position.get().number() : firstNumber(segments, disk),
        number,
        nextSegment + 1);
  }

  /** Whether it has the number of the one that the cursor means, but is another. */
  private static boolean foreign(Segment segment, Cursor.Position position) {
    return segment.number() == position.segment() && segment.salt() != position.salt();
  }

  private static boolean isToBeRead(Segment segment, Disk disk, Findings findings)
      throws IOException {
    SegmentReader.Head head;
    try (var reader = new SegmentReader(segment, disk, _ -> {})) {
      head = reader.head();
    }
    return switch (head) {
      case OTHER_VERSION -> {
        findings.otherVersion(segment);
        yield false;
      }
      case SOUND -> {
        if (segment.end() == Layout.HEADER) {
          findings.useless(segment);
        }
        yield segment.end() > Layout.HEADER;
      }
      case DAMAGED -> {
        if (segment.end() > 0) {
          findings.damaged(new Damage(segment, 0, Math.min(segment.end(), Layout.HEADER)));
        }
        if (segment.end() <= Layout.HEADER) {
          findings.useless(segment);
        }
        yield segment.end() > Layout.HEADER;
      }
    };
  }

  private static Mark low(
      Path directory, List<Segment> segments, Optional<Cursor.Position> position) {
    if (segments.isEmpty()) {
      long number = position.map(Cursor.Position::segment).orElse(0L);
      return new Mark(Segment.fresh(directory, number, 0), Layout.HEADER);
    }
    var first = segments.getFirst();
    long offset = Layout.HEADER;
    if (position.isPresent() && position.get().segment() == first.number()) {
      offset = Math.clamp(position.get().offset(), Layout.HEADER, first.end());
    }
    return new Mark(first, offset);
  }

  private static long firstNumber(List<Segment> segments, Disk disk) throws IOException {
    for (var segment : segments) {
      try (var reader = new SegmentReader(segment, disk, _ -> {})) {
        var array = new byte[PIECE];
        for (long at = Layout.HEADER; at < segment.end(); ) {
          var chunk = reader.read(at, segment.end(), array);
          if (!chunk.events().isEmpty()) {
            return chunk.endNumber() - chunk.events().size();
          }
          at = chunk.next();
        }
      }
    }
    return Range.UNKNOWN;
  }

  private static OptionalLong lastNumber(Segment segment, Disk disk) throws IOException {
    long end = 0;
    try (var reader = new SegmentReader(segment, disk, _ -> {})) {
      var array = new byte[PIECE];
      for (long at = Layout.HEADER; at < segment.end(); ) {
        var chunk = reader.read(at, segment.end(), array);
        end = Math.max(end, chunk.endNumber());
        at = chunk.next();
      }
    }
    return end == 0 ? OptionalLong.empty() : OptionalLong.of(end - 1);
  }
}
