package io.logboom.outputs.net;

import java.net.http.HttpHeaders;
import java.util.Comparator;
import java.util.List;

/**
 * What a server said.
 *
 * @param beginning of the body, as far as it is UTF-8; empty when it never came
 */
public record Answer(int status, HttpHeaders headers, String beginning) {
  private static final int EXCERPT = 200;

  /** The beginning of the reason given, on one line. */
  public String excerpt(List<String> secrets) {
    return excerpt(beginning, secrets, EXCERPT);
  }

  /**
   * The beginning of what somebody else wrote, on one line.
   *
   * @param secrets what the text may repeat but nobody may see
   * @param most characters of it
   */
  public static String excerpt(String said, List<String> secrets, int most) {
    // The longest first, so that a part of one does not keep the whole from being found.
    var longestFirst =
        secrets.stream()
            .filter(secret -> !secret.isEmpty())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    String text = said;
    for (var secret : longestFirst) {
      text = text.replace(secret, "<secret>");
    }
    text = text.replaceAll("[\\p{Cntrl}\\s\\p{C}]+", " ").strip();
    return text.length() > most ? text.substring(0, most) + "..." : text;
  }
}
