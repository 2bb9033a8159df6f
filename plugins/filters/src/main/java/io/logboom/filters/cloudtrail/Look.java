package io.logboom.filters.cloudtrail;

import io.logboom.filters.JsonString;
import io.logboom.spi.Fields;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Names;
import java.util.Arrays;
import java.util.HashSet;

/**
 * One look at the fields of an object: which of the known names it has, and where, and whether any
 * name, known or not, is there twice. Used by one thread, over and over, so that nothing is
 * allocated.
 */
@SuppressWarnings("EnumOrdinal") // Positions by name, without hashing and without boxes.
final class Look {

  /** Up to here every two unknown names are compared; beyond, the names are hashed. */
  private static final int FEW = 16;

  /** An object of a million names must not keep its room for the rest of the thread's life. */
  private static final int KEPT = 4096;

  private final int[] where = new int[Name.ALL.size()];
  private int[] unknown = new int[FEW];
  private long seen;

  /**
   * Looks at an object.
   *
   * @param from where the event begins, for places in errors
   * @throws MalformedException when {@code unique} is asked for and a name is there twice
   */
  void at(Fields fields, int from, boolean unique) throws MalformedException {
    seen = names(fields, Name.ALL, where, from, unique, "");
  }

  /**
   * Makes sure that a userIdentity has no name twice.
   *
   * @throws MalformedException when it has
   */
  void uniqueIdentity(Fields identity, int from) throws MalformedException {
    names(identity, IdentityNames.ALL, IdentityNames.NOWHERE, from, true, IdentityNames.OF);
  }

  private long names(
      Fields fields, Names known, int[] positions, int from, boolean unique, String of)
      throws MalformedException {
    long found = 0;
    int others = 0;
    if (unknown.length > KEPT) {
      unknown = new int[FEW];
    }
    int size = fields.size();
    for (int i = 0; i < size; i++) {
      int name = fields.indexIn(known, i);
      if (name >= 0) {
        if (unique && (found & (1L << name)) != 0) {
          throw twice(fields, i, from, of);
        }
        found |= 1L << name;
        if (positions.length > 0) {
          positions[name] = i;
        }
      } else if (unique) {
        if (others == unknown.length) {
          unknown = Arrays.copyOf(unknown, 2 * others);
        }
        unknown[others++] = i;
      }
    }
    if (others > 1) {
      compare(fields, others, from, of);
    }
    return found;
  }

  private void compare(Fields fields, int others, int from, String of) throws MalformedException {
    byte[] array = fields.array();
    boolean plain = others <= FEW;
    for (int k = 0; plain && k < others; k++) {
      int i = unknown[k];
      plain = !hasEscape(array, fields.nameStart(i), fields.nameEnd(i));
      for (int m = 0; m < k; m++) {
        int j = unknown[m];
        if (Arrays.equals(
            array,
            fields.nameStart(i),
            fields.nameEnd(i),
            array,
            fields.nameStart(j),
            fields.nameEnd(j))) {
          throw twice(fields, i, from, of);
        }
      }
    }
    if (!plain) {
      var names = new HashSet<String>();
      for (int k = 0; k < others; k++) {
        int i = unknown[k];
        if (!names.add(JsonString.text(array, fields.nameStart(i), fields.nameEnd(i)))) {
          throw twice(fields, i, from, of);
        }
      }
    }
  }

  private static boolean hasEscape(byte[] array, int begin, int end) {
    for (int i = begin; i < end; i++) {
      if (array[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  private static MalformedException twice(Fields fields, int i, int from, String of) {
    var name = JsonString.excerpt(fields.array(), fields.nameStart(i), fields.nameEnd(i));
    return new MalformedException(
        "duplicate-name",
        "the name \"" + name + "\"" + of + " is there twice",
        fields.nameStart(i) - from);
  }

  /** Whether it is there. */
  boolean has(Name name) {
    return (seen & name.bit()) != 0;
  }

  /** Whether all of a set are there. */
  boolean hasAll(long names) {
    return (seen & names) == names;
  }

  /** The number of its field; good only when it is there. */
  int field(Name name) {
    return where[name.ordinal()];
  }

  /** What the object is, by its names. */
  Shape shape() {
    if (has(Name.EVENT_VERSION)) {
      return Shape.RECORD;
    }
    if (has(Name.RECORDS)) {
      return Shape.RECORDS;
    }
    if (has(Name.DETAIL) && has(Name.DETAIL_TYPE)) {
      return Shape.EVENT_BRIDGE;
    }
    if (has(Name.MESSAGE_TYPE) && has(Name.LOG_GROUP)) {
      return Shape.CLOUDWATCH_LOGS;
    }
    if (has(Name.CLOUD_TRAIL_EVENT)) {
      return Shape.LOOKUP_ITEM;
    }
    if (has(Name.EVENTS)) {
      return Shape.LOOKUP_PAGE;
    }
    return has(Name.DIGEST_S3_OBJECT) || has(Name.DIGEST_START_TIME) ? Shape.DIGEST : Shape.RECORD;
  }

  /** What an object can be. */
  enum Shape {
    RECORD,
    RECORDS,
    EVENT_BRIDGE,
    CLOUDWATCH_LOGS,
    LOOKUP_ITEM,
    LOOKUP_PAGE,
    DIGEST
  }

  /** The names AWS documents for userIdentity. */
  private static final class IdentityNames {
    static final Names ALL =
        Names.of(
            "type",
            "principalId",
            "arn",
            "accountId",
            "accessKeyId",
            "userName",
            "sessionContext",
            "invokedBy",
            "invokedByDelegate",
            "identityProvider",
            "onBehalfOf",
            "credentialId",
            "inScopeOf");
    static final int[] NOWHERE = {};
    static final String OF = " of userIdentity";
  }
}
