package io.logboom.outputs.secops;

import io.logboom.outputs.net.Answer;
import io.logboom.outputs.net.RetryAfter;
import io.logboom.spi.Context;
import io.logboom.spi.Event;
import io.logboom.spi.FieldPath;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import io.logboom.spi.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * Tells what an answer means. Errors are {@code google.rpc.Status} as JSON
 * (cloud.google.com/apis/design/errors). Safe for use by many threads.
 */
final class Judge {
  /** Which item of a request an error is about: {@code inline_source.events[17].udm.metadata}. */
  private static final Pattern NAMED =
      Pattern.compile("\\b(?:events|entities|logs|entries)\\[(\\d{1,5})]");

  private static final int WORDS = 500;
  private static final FieldPath MESSAGE = FieldPath.of("error.message");
  private static final FieldPath STATUS = FieldPath.of("error.status");
  private static final FieldPath DETAILS = FieldPath.of("error.details");
  private static final FieldPath ERROR = FieldPath.of("error");

  private final SecopsOutputConfig config;
  private final Context context;
  private final Dialect dialect;
  private final SignIn signIn;

  Judge(SecopsOutputConfig config, Context context, Dialect dialect, SignIn signIn) {
    this.config = config;
    this.context = context;
    this.dialect = dialect;
    this.signIn = signIn;
  }

  /**
   * What it means.
   *
   * @param size of the request, in items
   */
  Verdict of(Call call, Answer answer, int size) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return isSecops(answer)
          ? new Verdict.Delivered()
          : later(call, answer, "; this is not what SecOps says, so nothing is taken as delivered");
    }
    return switch (status) {
      case 400 ->
          text(answer, STATUS).equals(Optional.of("FAILED_PRECONDITION"))
              ? later(call, answer, "")
              : new Verdict.Refused(describe(call.uri().getPath(), answer), named(answer, size));
      case 413 -> new Verdict.Refused(describe(call.uri().getPath(), answer), List.of());
      default -> later(call, answer, advice(status, call.permission(), call.uri().getPath()));
    };
  }

  /** Anything else than an object without an error comes from somebody in between. */
  private boolean isSecops(Answer answer) {
    String said = answer.beginning().strip();
    if (said.isEmpty()) {
      return true;
    }
    try {
      var event = event(said);
      return event.length() > 0 && said.startsWith("{") && event.get(ERROR).isEmpty();
    } catch (MalformedException e) {
      return false;
    }
  }

  private Verdict later(Call call, Answer answer, String advice) {
    return new Verdict.Later(
        describe(call.uri().getPath(), answer) + advice,
        RetryAfter.of(answer, context.clock().instant(), config.maxRetryAfter()));
  }

  /**
   * What the answer to the question that changes nothing says against writing; empty for nothing.
   */
  Optional<String> complaint(Answer answer) {
    if (answer.status() >= 200 && answer.status() < 300) {
      return Optional.empty();
    }
    String path = dialect.check().getPath();
    return Optional.of(
        describe(path, answer) + advice(answer.status(), dialect.checkPermission(), path));
  }

  private String advice(int status, String permission, String path) {
    return switch (status) {
      case 401 -> "; the token of " + signIn.account() + " is not accepted";
      case 403 -> "; " + signIn.account() + " needs " + permission + " for " + dialect.place();
      case 404 ->
          "; project, region and instance must be those of "
              + dialect.place()
              + (path.contains("/logTypes/") ? ", and the log type must exist" : "");
      default -> status >= 300 && status < 400 ? "; redirects are not followed" : "";
    };
  }

  /** One line for people: who said what of which method. */
  private String describe(String path, Answer answer) {
    String method = path.substring(path.lastIndexOf('/') + 1);
    String said = "%s of %s said %d".formatted(method, host(), answer.status());
    var message = text(answer, MESSAGE);
    String words =
        message.isPresent()
            ? text(answer, STATUS).map(name -> name + ": ").orElse("")
                + message.get()
                + details(answer)
            : answer.beginning();
    String shown = Answer.excerpt(words, signIn.secrets(), WORDS);
    return shown.isEmpty() ? said : said + ": " + shown;
  }

  private String host() {
    return dialect.check().getRawAuthority();
  }

  /** Google's message may say no more than that something is wrong; the violations say what. */
  private String details(Answer answer) {
    var text = new StringBuilder();
    if (value(answer, DETAILS) instanceof Value.Arr(var details)) {
      for (var detail : details) {
        if (detail instanceof Value.Obj(var fields)
            && fields.get("fieldViolations") instanceof Value.Arr(var violations)) {
          for (var violation : violations) {
            if (violation instanceof Value.Obj(var its)) {
              text.append(" [").append(string(its, "field")).append(": ");
              text.append(string(its, "description")).append(']');
            }
          }
        }
      }
    }
    return text.toString();
  }

  private static String string(SequencedMap<String, Value> fields, String name) {
    return fields.get(name) instanceof Value.Str(var text) ? text : "";
  }

  private static List<Integer> named(Answer answer, int size) {
    return NAMED
        .matcher(answer.beginning())
        .results()
        .map(match -> Integer.parseInt(match.group(1)))
        .filter(index -> index < size)
        .distinct()
        .sorted()
        .toList();
  }

  private Optional<String> text(Answer answer, FieldPath path) {
    return value(answer, path) instanceof Value.Str(var text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private Value value(Answer answer, FieldPath path) {
    try {
      return event(answer.beginning()).get(path).orElse(Value.Word.NULL);
    } catch (MalformedException e) {
      // Not of Google's making; whoever asks shows the text as it is.
      return Value.Word.NULL;
    }
  }

  private Event event(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var origin = new Origin(context.name(), "answer", context.clock().instant(), Map.of());
    return context.event(bytes, origin);
  }
}
