package io.logboom.filters.insights;

import io.logboom.filters.EventTime;
import java.util.Locale;
import java.util.Optional;

/**
 * The functions of the language, but for those of {@code stats}. None throws, whatever it is given:
 * what makes no sense is missing, or false. Stateless; safe for use by many threads.
 */
enum Function {
  ABS(1, 1, (f, a) -> Datum.of(Math.abs(a[0].number()))),
  CEIL(1, 1, (f, a) -> Datum.of(Math.ceil(a[0].number()))),
  FLOOR(1, 1, (f, a) -> Datum.of(Math.floor(a[0].number()))),
  ROUND(1, 2, (f, a) -> Maths.round(a)),
  GREATEST(1, Integer.MAX_VALUE, (f, a) -> Maths.outermost(a, 1)),
  LEAST(1, Integer.MAX_VALUE, (f, a) -> Maths.outermost(a, -1)),
  LOG(1, 1, (f, a) -> Datum.of(Math.log(a[0].number()))),
  SQRT(1, 1, (f, a) -> Datum.of(Math.sqrt(a[0].number()))),
  TONUMBER(1, 1, (f, a) -> Datum.of(a[0].number())),
  TOINT(1, 1, (f, a) -> Maths.whole(a[0].number(), Integer.MIN_VALUE, Integer.MAX_VALUE)),
  TOLONG(1, 1, (f, a) -> Maths.whole(a[0].number(), Long.MIN_VALUE, Long.MAX_VALUE)),
  TODOUBLE(1, 1, (f, a) -> Datum.of(a[0].number())),
  ISNUMERIC(1, 1, (f, a) -> Datum.of(!Double.isNaN(a[0].number()))),

  /** These three are made by {@code Compiler}, as a period is no value. */
  BIN(1, 1, 0, (f, a) -> Datum.Missing.MISSING),
  DATEFLOOR(2, 2, 1, (f, a) -> Datum.Missing.MISSING),
  DATECEIL(2, 2, 1, (f, a) -> Datum.Missing.MISSING),

  FROMMILLIS(1, 1, (f, a) -> time(a[0])),
  TOMILLIS(1, 1, (f, a) -> millis(a[0])),
  NOW(0, 0, (f, a) -> Datum.of(Math.floor(f.now() / 1_000.0))),

  ISPRESENT(1, 1, (f, a) -> Datum.of(!(a[0] instanceof Datum.Missing))),
  COALESCE(1, Integer.MAX_VALUE, (f, a) -> first(a)),
  IF(3, 3, (f, a) -> a[0].holds() ? a[1] : a[2]),
  CASE(2, 21, (f, a) -> choice(a)),
  MESSAGESIZE(1, 1, (f, a) -> Texts.size(a[0])),

  JSONPARSE(1, 1, (f, a) -> f.structure(a[0])),
  JSONSTRINGIFY(1, 1, (f, a) -> Json.text(a[0])),
  JSONARRAYSIZE(1, 1, (f, a) -> Json.size(f.structure(a[0]))),
  JSONARRAYCONTAINS(2, 2, (f, a) -> Datum.of(Json.contains(f.structure(a[0]), a[1].text()))),

  ISVALIDIP(1, 1, (f, a) -> Datum.of(Address.of(a[0]).isPresent())),
  ISVALIDIPV4(1, 1, (f, a) -> Datum.of(Address.of(a[0]).filter(Address::isV4).isPresent())),
  ISVALIDIPV6(1, 1, (f, a) -> Datum.of(Address.of(a[0]).filter(b -> !b.isV4()).isPresent())),
  ISIPINSUBNET(2, 2, (f, a) -> Datum.of(Subnet.holds(a[0], a[1], true, true))),
  ISIPV4INSUBNET(2, 2, (f, a) -> Datum.of(Subnet.holds(a[0], a[1], true, false))),
  ISIPV6INSUBNET(2, 2, (f, a) -> Datum.of(Subnet.holds(a[0], a[1], false, true))),
  ISPRIVATEIP(1, 1, (f, a) -> Datum.of(Subnet.isPrivate(a[0]))),
  IPV4TONUMBER(1, 1, (f, a) -> Address.of(a[0]).map(Address::number).orElse(Datum.of(Double.NaN))),

  ISEMPTY(1, 1, (f, a) -> Datum.of(a[0] instanceof Datum.Missing || Texts.is(a[0], ""))),
  ISBLANK(1, 1, (f, a) -> Datum.of(a[0] instanceof Datum.Missing || Texts.isBlank(a[0]))),
  CONCAT(1, Integer.MAX_VALUE, (f, a) -> Texts.concat(a)),
  LTRIM(1, 2, (f, a) -> Texts.trim(a, true, false)),
  RTRIM(1, 2, (f, a) -> Texts.trim(a, false, true)),
  TRIM(1, 2, (f, a) -> Texts.trim(a, true, true)),
  STRLEN(1, 1, (f, a) -> Texts.length(a[0])),
  TOUPPER(1, 1, (f, a) -> Texts.map(a[0], text -> text.toUpperCase(Locale.ROOT))),
  TOLOWER(1, 1, (f, a) -> Texts.map(a[0], text -> text.toLowerCase(Locale.ROOT))),
  SUBSTR(2, 3, (f, a) -> Texts.part(a)),
  REPLACE(3, 3, (f, a) -> Texts.replace(a)),
  STRCONTAINS(2, 3, (f, a) -> Texts.contains(a)),
  STARTSWITH(2, 2, (f, a) -> Datum.of(Texts.both(a) && a[0].text().startsWith(a[1].text()))),
  ENDSWITH(2, 2, (f, a) -> Datum.of(Texts.both(a) && a[0].text().endsWith(a[1].text()))),
  URLENCODE(1, 1, (f, a) -> Texts.map(a[0], Codes::urlEncode)),
  URLDECODE(1, 1, (f, a) -> Texts.map(a[0], Codes::urlDecode)),
  BASE64ENCODE(1, 1, (f, a) -> Texts.map(a[0], Codes::base64Encode)),
  BASE64DECODE(1, 1, (f, a) -> Codes.base64Decode(a[0]));

  /** What a function does. */
  @FunctionalInterface
  private interface Body {
    Datum apply(Frame frame, Datum[] arguments);
  }

  private final int least;
  private final int most;
  private final int period;

  // None of the bodies above captures anything.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Body body;

  Function(int least, int most, Body body) {
    this(least, most, -1, body);
  }

  Function(int least, int most, int period, Body body) {
    this.least = least;
    this.most = most;
    this.period = period;
    this.body = body;
  }

  /** The one of that name, in any case; empty for none. */
  static Optional<Function> of(String name) {
    for (var function : values()) {
      if (function.name().equalsIgnoreCase(name)) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }

  /** Its name in a query. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Which argument is a period; -1 for none. */
  int period() {
    return period;
  }

  boolean takes(int arguments) {
    return arguments >= least && arguments <= most;
  }

  /** How many arguments it takes, for people. */
  String arity() {
    return Words.count(least, most);
  }

  /** What it makes of its arguments; as many as it takes. */
  Datum apply(Frame frame, Datum[] arguments) {
    return body.apply(frame, arguments);
  }

  private static Datum time(Datum millis) {
    double number = millis.number();
    return Math.abs(number) < 1L << 53 ? new Datum.Time((long) number) : Datum.Missing.MISSING;
  }

  private static Datum millis(Datum time) {
    long epochMilli = Times.of(time);
    return epochMilli == EventTime.NONE ? Datum.Missing.MISSING : Datum.of((double) epochMilli);
  }

  private static Datum first(Datum[] of) {
    for (var datum : of) {
      if (!(datum instanceof Datum.Missing)) {
        return datum;
      }
    }
    return Datum.Missing.MISSING;
  }

  private static Datum choice(Datum[] pairs) {
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      if (pairs[i].holds()) {
        return pairs[i + 1];
      }
    }
    return pairs.length % 2 == 1 ? pairs[pairs.length - 1] : Datum.Missing.MISSING;
  }
}
