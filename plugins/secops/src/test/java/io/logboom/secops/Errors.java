package io.logboom.secops;

import io.logboom.secops.SecopsServer.Naming;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Errors as Google writes them: {@code google.rpc.Status}, with more or less in it. */
final class Errors {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Errors() {}

  /** The body that tells of a violation. */
  static String of(Violation e, Naming naming) {
    String status =
        switch (e.status()) {
          case 401 -> "UNAUTHENTICATED";
          case 403 -> "PERMISSION_DENIED";
          case 404 -> "NOT_FOUND";
          default -> "INVALID_ARGUMENT";
        };
    boolean ofItem = e.field().contains("[");
    String message = String.valueOf(e.getMessage());
    return switch (ofItem ? naming : Naming.INDEX) {
      case INDEX -> of(e.status(), status, message, e.field());
      case ID -> of(e.status(), status, message, "");
      case LIE -> of(e.status(), status, message, e.field().replaceAll("\\[\\d+]", "[0]"));
      case NOT -> of(e.status(), status, "Request contains an invalid argument.", "");
    };
  }

  static String of(int code, String status, String message, String field) {
    var details =
        field.isEmpty()
            ? List.of()
            : List.of(
                Map.of(
                    "@type",
                    "type.googleapis.com/google.rpc.BadRequest",
                    "fieldViolations",
                    List.of(Map.of("field", field, "description", message))));
    return JSON.writeValueAsString(
        Map.of(
            "error",
            Map.of("code", code, "message", message, "status", status, "details", details)));
  }
}
