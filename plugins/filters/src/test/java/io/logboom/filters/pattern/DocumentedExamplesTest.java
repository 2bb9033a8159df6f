package io.logboom.filters.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What AWS's documentation of the language shows, on events of our own: each pattern matches what
 * the documentation says that it matches.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html">
 *     Filter pattern syntax</a>
 */
class DocumentedExamplesTest {
  private static final String TRAIL =
      """
      {"eventType":"UpdateTrail","sourceIPAddress":"198.51.100.117",\
      "arrayKey":["value","another value"],\
      "objectList":[{"name":"a","id":1},{"name":"b","id":2}],\
      "SomeObject":null,"cluster.name":"c"}\
      """;

  private static final String PEOPLE =
      """
      {"user":{"id":1,"email":"john.stiles@example.com"},\
      "users":[{"id":2,"email":"john.doe@example.com"},{"id":3,"email":"jane.doe@example.com"}],\
      "actions":["GET","PUT","DELETE"],\
      "coordinates":[[0,1,2],[4,5,6],[7,8,9]]}\
      """;

  private static final String LINE =
      "192.0.2.1 Prod frank [10/Oct/2000:13:25:15 -0700] \"GET /index.html HTTP/1.0\" 404 1534";

  private static final List<String> MESSAGES =
      List.of(
          "[ERROR 400] BAD REQUEST",
          "[ERROR 401] UNAUTHORIZED REQUEST",
          "[ERROR 419] MISSING ARGUMENTS",
          "[ERROR 420] INVALID ARGUMENTS",
          "[INFO] REQUEST FAILED",
          "[WARN] UNAUTHORIZED REQUEST",
          "[ERROR 500] INTERNAL SERVER ERROR",
          "[SUCCESS 200] AUTHORIZED REQUEST");

  /** The last column tells for each message whether the pattern matches it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "ERROR                          # yyyynnyn",
        "ERROR ARGUMENTS                # nnyynnnn",
        "?ERROR ?ARGUMENTS              # yyyynnyn",
        "?ERROR ?ARGUMENTS REQUEST      # yynnyyny",
        "\"INTERNAL SERVER ERROR\"      # nnnnnnyn",
        "ERROR -ARGUMENTS               # yynnnnyn",
        "\"[ERROR 419]\"                # nnynnnnn",
        "error                          # nnnnnnnn",
        "\" \"                          # yyyyyyyy",
        "%AUTHORIZED%                   # nynnnyny",
      })
  void terms(String pattern, String expected) {
    for (int i = 0; i < MESSAGES.size(); i++) {
      assertThat(Matching.matches(pattern, MESSAGES.get(i)))
          .as("%s on %s", pattern, MESSAGES.get(i))
          .isEqualTo(expected.charAt(i) == 'y');
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ $.eventType = \"UpdateTrail\" }",
        "{ $.sourceIPAddress != 123.123.* }",
        "{ $.arrayKey[0] = \"value\" }",
        "{ $.eventType = %Trail% }",
        "{ $.arrayKey[*] = %val.{2}% }",
        "{ $.* = %198\\.51\\.100\\.1[0-9]{1,2}% }",
        "{ $.objectList[1].id = 2 }",
        "{ $.['cluster.name'] = \"c\" }",
        "{ $.SomeObject IS NULL }",
        "{ $.SomeOtherObject NOT EXISTS }",
        "{ $.eventType = \"*\" && $.sourceIPAddress != 123.123.* }",
      })
  void fields(String pattern) {
    assertThat(Matching.matches(pattern, TRAIL)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ $.eventType = \"updateTrail\" }",
        "{ $.sourceIPAddress = 123.123.* }",
        "{ $.arrayKey = \"value\" }",
        "{ $.objectList[0].id = 2 }",
        "{ $.objectList[2].id = 2 }",
        "{ $.eventType IS NULL }",
        "{ $.SomeOtherObject IS NULL }",
        "{ $.SomeObject NOT EXISTS }",
      })
  void fieldsThatAreOtherwise(String pattern) {
    assertThat(Matching.matches(pattern, TRAIL)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "{ $.bandwidth > 75 }         # {\"bandwidth\":76}",
        "{ $.latency < 50 }           # {\"latency\":49.9}",
        "{ $.refreshRate >= 60 }      # {\"refreshRate\":60}",
        "{ $.responseTime <= 5 }      # {\"responseTime\":5}",
        "{ $.errorCode = 400}         # {\"errorCode\":400}",
        "{ $.errorCode != 500 }       # {\"errorCode\":400}",
        "{ $.number[0] = 1e-3 }       # {\"number\":[0.001]}",
        "{ $.number[0] = 1e+3 }       # {\"number\":[1000]}",
        "{ $.number[0] != 1e+3 }      # {\"number\":[999]}",
        "{ $.number[0] != 1e-3 }      # {\"number\":[1]}",
        "{ $.latency = * }            # {\"latency\":50,\"requestType\":\"GET\"}",
      })
  void numbers(String pattern, String event) {
    assertThat(Matching.matches(pattern, event)).isTrue();
  }

  @Test
  void andBindsStrongerThanOrAndParenthesesStrongest() {
    var mail = "$.user.email = \"john.stiles@example.com\"";
    var point = "$.coordinates[0][1] = \"nonmatch\"";
    var action = "$.actions[2] = \"nonmatch\"";
    assertThat(
            Matching.matches(
                "{ ($.user.id = 1) && ($.users[0].email = \"john.doe@example.com\") }", PEOPLE))
        .isTrue();
    assertThat(Matching.matches("{ " + mail + " || " + point + " && " + action + " }", PEOPLE))
        .isTrue();
    assertThat(Matching.matches("{ (" + mail + " || " + point + ") && " + action + " }", PEOPLE))
        .isFalse();
    assertThat(
            Matching.matches(
                "{ ($.user.id = 2 && $.users[0].email = \"nonmatch\") || $.actions[2] = \"GET\" }",
                PEOPLE))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[ip=%192\\.0\\.2\\.[1-9]%, user, username, timestamp, request =*.html*, status_code = 4*,"
            + " bytes]",
        "[ip, user, username, timestamp, request =*.html*, status_code = 4*, bytes]",
        "[..., request =*.html*, status_code = 4*, bytes]",
        "[ip, user, username, timestamp, request =*.html*, status_code = 404 || status_code = 410,"
            + " bytes]",
        "[ip, server, username, timestamp, request, status_code, bytes > 1000]",
        "[ip, id, user, timestamp, request, status_code=404, size]",
      })
  void words(String pattern) {
    assertThat(Matching.matches(pattern, LINE)).isTrue();
    assertThat(Matching.matches(pattern, LINE.replace("404 1534", "200 15"))).isFalse();
  }

  @Test
  void wordsInOrder() {
    var info = "INFO 09/25/2014 12:00:00 GET /service/resource/67 1200";
    var part = "INFO 09/25/2014 12:00:01 POST /service/resource/67/part/111 1310";
    var warning = "WARNING 09/25/2014 12:00:02 Invalid user request";
    var error = "ERROR 09/25/2014 12:00:02 Failed to process request";
    var lines = List.of(info, part, warning, error);
    assertThat(matching("[w1=ERROR, w2]", lines)).containsExactly(error);
    assertThat(matching("[w1=ERROR || w1=WARNING, w2]", lines)).containsExactly(warning, error);
    // As an older text of the documentation spells it.
    assertThat(matching("[w1=ERROR || W1=WARNING, w2]", lines)).containsExactly(warning, error);
    assertThat(matching("[w1!=ERROR && w1!=WARNING, w2]", lines)).containsExactly(info, part);
    assertThat(
            matching(
                "[logLevel, date, time, method, url=%/service/resource/[0-9]+$%, response_time]",
                lines))
        .containsExactly(info);
    assertThat(
            matching(
                "[logLevel, date, time, method, url=%/service/resource/[0-9]+/part/[0-9]+$%,"
                    + " response_time]",
                lines))
        .containsExactly(part);
  }

  private static List<String> matching(String pattern, List<String> lines) {
    return lines.stream().filter(line -> Matching.matches(pattern, line)).toList();
  }

  @Test
  void regularExpressions() {
    found("^[hc]at", List.of("hat", "cat", "hats"), List.of("that", "chat"));
    found("[hc]at$", List.of("hat", "cat", "that"), List.of("hats"));
    found("colou?r", List.of("color", "colour"), List.of("colouur"));
    found("[abc]", List.of("a", "b", "c"), List.of("d"));
    found("[a-z]", List.of("a", "q", "z"), List.of("A"));
    found("[abcx-z]", List.of("a", "b", "c", "x", "y", "z"), List.of("d", "w"));
    found("^a{3,5}$", List.of("aaa", "aaaa", "aaaaa"), List.of("aa", "aaaaaa"));
    found("^a{2}$", List.of("aa"), List.of("a", "aaa"));
    found("^a{2,}$", List.of("aa", "aaaa"), List.of("a"));
    found("^a{,2}$", List.of("", "a", "aa"), List.of("aaa"));
    found("gra|ey", List.of("gray", "grey"), List.of("groy"));
    found(
        "^starting|^initializing|^shutting down",
        List.of("starting x", "initializing x", "shutting down"),
        List.of("skipping initializing x"));
    found("abcc|ab[^c]$", List.of("abcc x", "aba"), List.of("aac x"));
    found("\\[.\\]", List.of("[a]", "[b]", "[7]", "[@]", "[]]", "[ ]"), List.of("a]", "[]"));
    found("10\\.10\\.0\\.1", List.of("10.10.0.1"), List.of("10010,051"));
    found("10.10.0.1", List.of("10.10.0.1", "10010,051"), List.of("1010"));
    found("ab*c", List.of("ac", "abc", "abbbc"), List.of("bc"));
    found("ab[0-9]*", List.of("ab", "ab0", "ab129"), List.of("a1"));
    found("ab+c", List.of("abc", "abbc", "abbbc"), List.of("ac"));
    found(".at", List.of("hat", "cat", "bat", "4at", "#at", " at"), List.of("at"));
    found("^\\d$", List.of("0", "9"), List.of("a", "10"));
    found("^\\D$", List.of("a", "\u00e9"), List.of("0"));
    found("^\\s$", List.of("\t", " ", "\n"), List.of("a"));
    found("^\\S$", List.of("a"), List.of(" "));
    found("^\\w$", List.of("a", "Z", "_", "5"), List.of("-"));
    found("^\\W$", List.of("-"), List.of("a"));
    found("\\x3A", List.of("a:b"), List.of("ab"));
    found("\\x28", List.of("("), List.of(")"));
  }

  private static void found(String regex, List<String> in, List<String> notIn) {
    var syntax = new RegexParser(new Cursor("%" + regex + "%")).parse();
    var test = new Regex(syntax);
    assertThat(test.isAutomaton()).isTrue();
    for (var text : Stream.concat(in.stream(), notIn.stream()).toList()) {
      byte[] bytes = ("^" + text + "$").getBytes(StandardCharsets.UTF_8);
      assertThat(test.fits(bytes, 1, bytes.length - 1))
          .as("%s in %s", regex, text)
          .isEqualTo(in.contains(text));
      assertThat(test.fitsForRe2(bytes, 1, bytes.length - 1))
          .as("%s in %s, by RE2/J", regex, text)
          .isEqualTo(in.contains(text));
    }
  }
}
