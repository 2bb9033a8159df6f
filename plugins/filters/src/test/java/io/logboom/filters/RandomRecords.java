package io.logboom.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Texts of CloudTrail-like records, from a seed: nasty strings, nested objects, nulls, wrong types,
 * fields missing and unknown, in any order, with and without white space. Names are unique.
 */
public final class RandomRecords {
  private static final String[] TEXT_FIELDS = {
    "eventSource",
    "eventName",
    "awsRegion",
    "eventID",
    "eventType",
    "eventCategory",
    "recipientAccountId",
    "requestID",
    "sourceIPAddress",
    "userAgent",
    "errorCode",
    "errorMessage",
    "sharedEventID",
    "vpcEndpointId"
  };
  private static final String[] OBJECT_FIELDS = {
    "requestParameters", "responseElements", "additionalEventData", "tlsDetails", "resources"
  };
  private static final String[] IDENTITY_FIELDS = {
    "type", "principalId", "arn", "accountId", "accessKeyId", "userName", "invokedBy"
  };
  private static final String[] PIECES = {
    "a",
    "abc",
    "IAMUser",
    " ",
    ", ",
    ": ",
    "\\\"",
    "\\\\",
    "\\/",
    "\\n",
    "\\t",
    "\\r",
    "\\u0000",
    "\\u001f",
    "\\u00e9",
    "\\ud83d\\ude00",
    "\u00e9",
    "\u20ac",
    "\uD83D\uDE00",
    "{}[]",
    "\u007f",
    "%20",
    "arn:aws:iam::111122223333:user/alice",
    "<sensitiveDataRemoved>"
  };

  private final Random random;

  public RandomRecords(long seed) {
    random = new Random(seed);
  }

  /** A record. */
  public String next() {
    boolean spaced = random.nextInt(3) == 0;
    var fields = new ArrayList<String>();
    fields.add(field("eventVersion", "\"1.08\"", spaced));
    fields.add(field("eventTime", "\"" + time() + "\"", spaced));
    for (var name : TEXT_FIELDS) {
      if (random.nextInt(8) != 0) {
        fields.add(field(name, random.nextInt(10) == 0 ? value(3, spaced) : string(), spaced));
      }
    }
    for (var name : OBJECT_FIELDS) {
      if (random.nextInt(4) != 0) {
        fields.add(field(name, value(0, spaced), spaced));
      }
    }
    if (random.nextInt(10) != 0) {
      fields.add(
          field(
              "userIdentity",
              random.nextInt(10) == 0 ? value(3, spaced) : identity(spaced),
              spaced));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      fields.add(field("unknown" + i + piece(), value(1, spaced), spaced));
    }
    java.util.Collections.shuffle(fields, random);
    return space(spaced) + object(fields, spaced) + space(spaced);
  }

  /** Any JSON value. */
  public String value(int depth, boolean spaced) {
    return switch (random.nextInt(depth > 4 ? 5 : 9)) {
      case 0 -> "null";
      case 1 -> random.nextBoolean() ? "true" : "false";
      case 2 -> number();
      case 3, 4 -> string();
      case 5 -> {
        var items = new ArrayList<String>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(space(spaced) + value(depth + 1, spaced) + space(spaced));
        }
        yield "[" + (items.isEmpty() ? space(spaced) : String.join(",", items)) + "]";
      }
      default -> {
        var fields = new ArrayList<String>();
        for (int i = random.nextInt(5); i > 0; i--) {
          fields.add(field("n" + i + piece(), value(depth + 1, spaced), spaced));
        }
        yield object(fields, spaced);
      }
    };
  }

  private String identity(boolean spaced) {
    var fields = new ArrayList<String>();
    for (var name : IDENTITY_FIELDS) {
      if (random.nextInt(3) != 0) {
        fields.add(field(name, random.nextInt(10) == 0 ? value(3, spaced) : string(), spaced));
      }
    }
    if (random.nextBoolean()) {
      fields.add(field("sessionContext", value(2, spaced), spaced));
    }
    java.util.Collections.shuffle(fields, random);
    return object(fields, spaced);
  }

  private String time() {
    var text =
        "%04d-%02d-%02dT%02d:%02d:%02d"
            .formatted(
                1970 + random.nextInt(100),
                1 + random.nextInt(12),
                1 + random.nextInt(28),
                random.nextInt(24),
                random.nextInt(60),
                random.nextInt(60));
    return switch (random.nextInt(8)) {
      case 0 -> text + "." + random.nextInt(1_000_000_000) + "Z";
      case 1 -> text + ".120000Z";
      case 2 -> text + "+05:30";
      default -> text + "Z";
    };
  }

  private String number() {
    return switch (random.nextInt(5)) {
      case 0 -> "0";
      case 1 -> "-" + random.nextInt(1000);
      case 2 -> random.nextInt(1000) + ".50e" + random.nextInt(9);
      case 3 -> "123456789012345678901234567890";
      default -> String.valueOf(random.nextLong() >>> 1);
    };
  }

  /** A string, with its quotes. */
  public String string() {
    var text = new StringBuilder("\"");
    for (int i = random.nextInt(random.nextInt(20) == 0 ? 300 : 6); i > 0; i--) {
      text.append(piece());
    }
    return text.append('"').toString();
  }

  private String piece() {
    return PIECES[random.nextInt(PIECES.length)];
  }

  private String field(String name, String value, boolean spaced) {
    return space(spaced)
        + "\""
        + name
        + "\""
        + space(spaced)
        + ":"
        + space(spaced)
        + value
        + space(spaced);
  }

  private String object(List<String> fields, boolean spaced) {
    return "{" + (fields.isEmpty() ? space(spaced) : String.join(",", fields)) + "}";
  }

  private String space(boolean spaced) {
    return spaced ? " \n\t\r  ".substring(0, random.nextInt(6)) : "";
  }
}
