package io.logboom.outputs.secops;

import io.logboom.spi.Event;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Fields;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Value;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells the log type of logs and entities: by a field of the event, an attribute of its origin, the
 * configuration, its shape, in this order. Immutable.
 */
final class LogTypes {
  private static final Pattern NAME = Pattern.compile("[A-Z0-9][A-Z0-9_]{0,127}");
  private static final String CLOUDTRAIL = "AWS_CLOUDTRAIL";
  private static final String IAM = "AWS_IAM";
  private static final List<FieldPath> PRODUCT =
      List.of(FieldPath.of("metadata.product_name"), FieldPath.of("metadata.productName"));

  /** What the IAM API calls the things its records are about. */
  private static final List<String> IAM_FIELDS =
      List.of("UserId", "UserID", "RoleId", "RoleID", "RoleName", "Group");

  private final SecopsOutputConfig config;

  LogTypes(SecopsOutputConfig config) {
    this.config = config;
  }

  /** Log types go into addresses, so only what they are made of is let through. */
  static void check(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a log type looks like AWS_CLOUDTRAIL");
    }
  }

  /**
   * The log type.
   *
   * @throws Unsendable when there is none
   */
  String of(Event event, Kind kind) throws Unsendable {
    var said = said(event);
    if (said.isPresent()) {
      if (!NAME.matcher(said.get()).matches()) {
        throw new Unsendable("its log type does not look like one, such as AWS_CLOUDTRAIL");
      }
      return said.get();
    }
    return config
        .logType()
        .or(() -> byShape(event, kind))
        .orElseThrow(() -> new Unsendable("of no known log type: log-type can say which it is"));
  }

  private Optional<String> said(Event event) {
    if (config.logTypeField().isPresent()) {
      var field = text(event, config.logTypeField().get());
      if (field.isPresent()) {
        return field;
      }
    }
    return config
        .logTypeAttribute()
        .flatMap(name -> Optional.ofNullable(event.origin().attributes().get(name)));
  }

  /** The two types that can be told without being told. */
  private static Optional<String> byShape(Event event, Kind kind) {
    return switch (kind) {
      case EVENT -> Optional.empty();
      case ENTITY ->
          PRODUCT.stream()
              .flatMap(path -> text(event, path).stream())
              .filter("AWS IAM"::equals)
              .findFirst()
              .map(_ -> IAM);
      case LOG -> {
        try {
          var fields = event.fields();
          if (fields.find("Records") >= 0
              || (fields.find("eventName") >= 0 && fields.find("eventSource") >= 0)) {
            yield Optional.of(CLOUDTRAIL);
          }
          yield hasAny(fields, IAM_FIELDS) ? Optional.of(IAM) : Optional.empty();
        } catch (MalformedException e) {
          // Plain text is a log, too; of which type, somebody has to say.
          yield Optional.empty();
        }
      }
    };
  }

  private static boolean hasAny(Fields fields, List<String> names) {
    return names.stream().anyMatch(name -> fields.find(name) >= 0);
  }

  private static Optional<String> text(Event event, FieldPath path) {
    try {
      return event.get(path).map(value -> value instanceof Value.Str(var text) ? text : "");
    } catch (MalformedException e) {
      // What is no JSON has no field.
      return Optional.empty();
    }
  }
}
