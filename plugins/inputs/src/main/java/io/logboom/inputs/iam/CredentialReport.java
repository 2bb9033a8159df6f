package io.logboom.inputs.iam;

import io.logboom.inputs.aws.AwsFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import software.amazon.awssdk.services.iam.model.ReportStateType;

/**
 * An account's credential report, a table in CSV (RFC 4180) with a row for each user; see "Getting
 * credential reports" in the IAM User Guide. IAM makes a new one every four hours at the most.
 */
final class CredentialReport {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int MOST_LOOKS = 120;

  /** One that nobody wants. */
  static final CredentialReport NONE = new CredentialReport(Map.of(), Optional.empty());

  private final Map<String, SequencedMap<String, Object>> rows;
  private final Optional<IamException> failure;

  private CredentialReport(
      Map<String, SequencedMap<String, Object>> rows, Optional<IamException> failure) {
    this.rows = rows;
    this.failure = failure;
  }

  /**
   * Has it made, and reads it. Where it must not be read, it is one whose rows cannot be had.
   *
   * @throws IamException when a later try may succeed
   */
  static CredentialReport fetch(Account account) throws IamException, InterruptedException {
    try {
      return new CredentialReport(rows(text(account)), Optional.empty());
    } catch (IamException e) {
      // Not found means: not made yet.
      if (e.passing() || e.missing()) {
        throw e;
      }
      return new CredentialReport(Map.of(), Optional.of(e));
    }
  }

  /** A user's row; a user that is younger than the report has none. */
  Optional<Object> row(String arn) throws IamException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    return Optional.ofNullable(rows.get(arn));
  }

  private static String text(Account account) throws IamException, InterruptedException {
    String operation = "GenerateCredentialReport";
    for (int looks = 1; ; looks++) {
      var state = account.ask(operation, "", iam -> iam.generateCredentialReport().state());
      if (state == ReportStateType.COMPLETE) {
        break;
      }
      if (looks == MOST_LOOKS) {
        throw new IamException(
            operation,
            account.name(),
            new AwsFault("slow", "the report is not ready after two minutes", 200, true),
            new IllegalStateException("state " + state));
      }
      Thread.sleep(LOOK);
    }
    return account.ask(
        "GetCredentialReport", "", iam -> iam.getCredentialReport().content().asUtf8String());
  }

  /** The table's rows, each with the columns that its head names. */
  static Map<String, SequencedMap<String, Object>> rows(String csv) {
    var rows = new HashMap<String, SequencedMap<String, Object>>();
    List<List<String>> lines = lines(csv);
    if (lines.isEmpty()) {
      return rows;
    }
    var head = lines.getFirst();
    for (var line : lines.subList(1, lines.size())) {
      var row = new LinkedHashMap<String, Object>();
      for (int i = 0; i < Math.min(head.size(), line.size()); i++) {
        row.put(head.get(i), line.get(i));
      }
      if (row.get("arn") instanceof String arn) {
        rows.put(arn, row);
      }
    }
    return rows;
  }

  private static List<List<String>> lines(String csv) {
    var lines = new ArrayList<List<String>>();
    var line = new ArrayList<String>();
    var field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted) {
        if (c != '"') {
          field.append(c);
        } else if (i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
          field.append(c);
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',' || c == '\n') {
        line.add(field.toString());
        field.setLength(0);
        if (c == '\n') {
          lines.add(List.copyOf(line));
          line.clear();
        }
      } else if (c != '\r') {
        field.append(c);
      }
    }
    if (!line.isEmpty() || !field.isEmpty()) {
      line.add(field.toString());
      lines.add(List.copyOf(line));
    }
    return lines;
  }
}
