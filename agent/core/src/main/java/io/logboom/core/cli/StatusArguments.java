package io.logboom.core.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * What is typed after {@code logboom status}. Read by hand: a check that runs every few seconds is
 * over before the parser of the other commands is loaded.
 *
 * @param address of the admin endpoint, without a path
 * @param tokenFile has the token
 * @param form how the answer is told
 * @param wrong what cannot be understood; empty when all can
 */
record StatusArguments(URI address, Optional<String> tokenFile, Form form, String wrong) {
  private static final URI USUAL = URI.create("http://127.0.0.1:9600");

  /** What is printed. */
  enum Form {
    PEOPLE,
    JSON,
    NOTHING,
    HELP
  }

  static StatusArguments of(List<String> args) {
    var address = USUAL;
    Optional<String> tokenFile = Optional.empty();
    var form = Form.PEOPLE;
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      int equals = arg.indexOf('=');
      String option = equals < 0 ? arg : arg.substring(0, equals);
      switch (option) {
        case "-h", "--help" -> {
          return new StatusArguments(address, tokenFile, Form.HELP, "");
        }
        case Syntax.JSON -> form = Form.JSON;
        case Syntax.QUIET -> form = Form.NOTHING;
        case Syntax.ADDRESS, Syntax.TOKEN_FILE -> {
          if (equals < 0 && ++i == args.size()) {
            return wrong("Missing value for option '" + option + "'");
          }
          String value = equals < 0 ? args.get(i) : arg.substring(equals + 1);
          if (option.equals(Syntax.TOKEN_FILE)) {
            tokenFile = Optional.of(value);
          } else {
            var read = address(value);
            if (read.isEmpty()) {
              return wrong(
                  "Not an address: '" + value + "'; write one such as http://127.0.0.1:9600");
            }
            address = read.get();
          }
        }
        default -> {
          return wrong("Unknown option: '" + option + "'");
        }
      }
    }
    return new StatusArguments(address, tokenFile, form, "");
  }

  /** {@code host:port} will do. */
  private static Optional<URI> address(String text) {
    try {
      var uri = new URI(text.contains("://") ? text : "http://" + text);
      return String.valueOf(uri.getScheme()).matches("(?i)https?") && uri.getHost() != null
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static StatusArguments wrong(String what) {
    return new StatusArguments(USUAL, Optional.empty(), Form.PEOPLE, what);
  }
}
