package io.logboom.core.cli;

import io.logboom.core.event.Json;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Value.Obj;
import io.logboom.spi.Value.Str;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Asks a running agent how it is doing. */
final class StatusCommand {
  private static final String TOKEN = "LOGBOOM_ADMIN_TOKEN";
  private static final int PATIENCE_MILLIS = 5000;

  /** An agent says a good deal less. */
  private static final int MOST = 64 << 20;

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  StatusCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  @SuppressWarnings("ArrayRecordComponent") // Neither compared nor kept.
  private record Answer(int status, byte[] body) {}

  /** Gives the exit code: 0 when the agent is ready, 1 when it is not or does not answer. */
  int run(StatusArguments arguments) {
    boolean quiet = arguments.form() == StatusArguments.Form.NOTHING;
    try {
      return tell(arguments, ask(arguments, quiet ? "/health/ready" : "/status"));
    } catch (IOException | InvalidPathException e) {
      if (!quiet) {
        err.println("logboom: " + arguments.address() + ": " + e.getMessage());
      }
      return Commands.FAILED;
    }
  }

  private int tell(StatusArguments arguments, Answer answer) throws IOException {
    if (arguments.form() == StatusArguments.Form.NOTHING) {
      return answer.status() == HttpURLConnection.HTTP_OK ? Commands.DONE : Commands.FAILED;
    }
    if (answer.status() == HttpURLConnection.HTTP_UNAUTHORIZED) {
      throw new IOException(
          "the agent asks for its token: give it in "
              + TOKEN
              + " or in a file, by "
              + Syntax.TOKEN_FILE);
    }
    if (answer.status() != HttpURLConnection.HTTP_OK) {
      throw new IOException("HTTP " + answer.status() + "; is that an agent's admin endpoint?");
    }
    var status = parsed(answer.body());
    switch (arguments.form()) {
      case JSON -> out.print(new String(answer.body(), StandardCharsets.UTF_8));
      case PEOPLE -> new StatusText(status).lines(arguments.address()).forEach(out::println);
      case NOTHING, HELP -> {}
    }
    boolean ready = status.fields().get("status") instanceof Str(var word) && word.equals("ready");
    return ready ? Commands.DONE : Commands.FAILED;
  }

  private static Obj parsed(byte[] body) throws IOException {
    try {
      if (Json.parse(body, 0, body.length) instanceof Obj status) {
        return status;
      }
    } catch (MalformedException e) {
      throw new IOException("the answer is no JSON: " + e.getMessage(), e);
    }
    throw new IOException("the answer is no status");
  }

  private Answer ask(StatusArguments arguments, String path) throws IOException {
    URI address = arguments.address().resolve(path);
    var connection = (HttpURLConnection) address.toURL().openConnection();
    try {
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      connection.setInstanceFollowRedirects(false);
      var token = token(arguments);
      if (token.isPresent()) {
        connection.setRequestProperty("Authorization", "Bearer " + token.get());
      }
      int status = connection.getResponseCode();
      try (var in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        return new Answer(status, in == null ? new byte[0] : in.readNBytes(MOST));
      }
    } finally {
      connection.disconnect();
    }
  }

  private Optional<String> token(StatusArguments arguments) throws IOException {
    if (arguments.tokenFile().isPresent()) {
      var file = Path.of(arguments.tokenFile().get());
      if (!Files.isReadable(file)) {
        throw new IOException(Syntax.TOKEN_FILE + " " + file + ": cannot be read");
      }
      return Optional.of(Files.readString(file).strip());
    }
    return Optional.ofNullable(environment.get(TOKEN)).filter(token -> !token.isBlank());
  }
}
