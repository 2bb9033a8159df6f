package io.logboom.filters.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The queries that AWS documents (user guide of CloudWatch Logs, the pages CWL_QuerySyntax*), on
 * events of our own: they match what the text says they match. Where the query there sorts, it is
 * run without, and with it refused.
 */
class DocumentedTest {

  /** A query, and of the events those that match. */
  private static Arguments of(String query, String events, Integer... matches) {
    return Arguments.of(query, events.lines().toList(), List.of(matches));
  }

  static Stream<Arguments> filters() {
    var exceptions =
        """
        {"f1":"an Exception","f2":1,"f3":"E1"}
        {"f1":"an exception","f2":2}
        {"f1":"fine","f3":"none"}
        {"f2":3}
        """;
    return Stream.of(
        of(
            "fields f1, f2, f3 | filter (duration>2000)",
            "{\"duration\":2001}\n{\"duration\":2000}\n{\"duration\":\"3000\"}\n{}",
            1,
            3),
        of(
            "fields @timestamp, @message | filter (range>3000 and accountId=123456789012)",
            """
            {"range":3001,"accountId":123456789012}
            {"range":"3001","accountId":"123456789012"}
            {"range":3000,"accountId":123456789012}
            {"range":9000,"accountId":123456789013}
            """,
            1,
            2),
        of(
            "fields f1, f2 | filter (f1=10 or f3>25)",
            "{\"f1\":10}\n{\"f1\":11,\"f3\":26}\n{\"f3\":25}",
            1,
            2),
        of(
            "fields f1 | filter statusCode like /2\\d\\d/",
            "{\"statusCode\":200}\n{\"statusCode\":\"299\"}\n{\"statusCode\":404}\n{}",
            1,
            2),
        of(
            "fields f1 | filter statusCode not like /2\\d\\d/",
            "{\"statusCode\":200}\n{\"statusCode\":\"299\"}\n{\"statusCode\":404}\n{}",
            3,
            4),
        of(
            "fields @timestamp, @message \n    | filter statusCode in [300,400,500]",
            "{\"statusCode\":300}\n{\"statusCode\":\"400\"}\n{\"statusCode\":50}",
            1,
            2),
        of(
            "fields @timestamp, @message\n    | filter Type not in [\"foo\",\"bar\",1]",
            "{\"Type\":\"foo\"}\n{\"Type\":\"food\"}\n{\"Type\":1}\n{\"Type\":\"1\"}\n{}",
            2,
            5),
        of(
            "fields @timestamp, @message\n| filter logGroup in [\"example_group\"]",
            "{\"logGroup\":\"example_group\"}\n{\"logGroup\":\"example_group2\"}\n{}",
            1),
        of("fields f1, f2, f3 \n| filter f1 like \"Exception\"", exceptions, 1),
        of("fields f1, f2, f3 \n| filter f1 like /Exception/", exceptions, 1),
        of("fields f1, f2, f3 \n| filter f1 =~ /Exception/", exceptions, 1),
        of("fields f1, f2, f3\n| filter f3 like /E*/", exceptions, 1, 3),
        of("fields f1, f2, f3 \n| filter f1 not like \"Exception\"", exceptions, 2, 3, 4),
        of("fields f1, f2, f3 \n| filter f1 like /(?i)Exception/", exceptions, 1, 2),
        of("fields @message | filter @message not like /Exception/", exceptions, 2, 3, 4),
        of("fields @timestamp, @message | where @message like /error/", "an error\nfine", 1),
        of(
            "fields @timestamp, @message | filter @message like /(?i)(error|failure)/ "
                + "| filter toMillis(@timestamp) >= (now() * 1000 - 180000000000)",
            "an Error\na FAILURE\nfine",
            1,
            2),
        of(
            "fields @timestamp, @message\n    # | filter @message like /delay/\n    | limit 20",
            "a\nb",
            1,
            2),
        of(
            "fields @timestamp, @message, accountId\n"
                + "# | filter accountId not like \"7983124201998\"\n| limit 20",
            "{\"accountId\":7983124201998}",
            1),
        of(
            "filter (eventName=\"StartInstances\" or eventName=\"StopInstances\") and"
                + " awsRegion=\"us-east-2\"",
            """
            {"eventName":"StartInstances","awsRegion":"us-east-2"}
            {"eventName":"StopInstances","awsRegion":"us-east-2"}
            {"eventName":"StopInstances","awsRegion":"us-east-1"}
            {"eventName":"RunInstances","awsRegion":"us-east-2"}
            """,
            1,
            2),
        of(
            "filter eventName=\"UpdateTrail\" and ispresent(errorCode)",
            "{\"eventName\":\"UpdateTrail\",\"errorCode\":\"X\"}\n{\"eventName\":\"UpdateTrail\"}",
            1),
        of(
            "filter tlsDetails.tlsVersion in [ \"TLSv1\", \"TLSv1.1\" ]",
            """
            {"tlsDetails":{"tlsVersion":"TLSv1"}}
            {"tlsDetails":{"tlsVersion":"TLSv1.1"}}
            {"tlsDetails":{"tlsVersion":"TLSv1.2"}}
            {}
            """,
            1,
            2),
        of(
            "fields @timestamp, status, ip, path, httpMethod | filter status>=400 and status<=499",
            "{\"status\":400}\n{\"status\":\"499\"}\n{\"status\":500}\n{\"status\":\"x\"}",
            1,
            2),
        of(
            "filter (dstAddr like '192.0.2.1' and srcAddr like '198.51.')"
                + " or (srcAddr like '192.0.2.1' and dstAddr like '198.51.')",
            """
            {"srcAddr":"198.51.100.7","dstAddr":"192.0.2.1"}
            {"srcAddr":"192.0.2.1","dstAddr":"198.51.100.7"}
            {"srcAddr":"192.0.2.1","dstAddr":"203.0.113.7"}
            """,
            1,
            2),
        of(
            "filter (srcAddr like '192.0.2.1' and dstAddr not like '198.51.')",
            "{\"srcAddr\":\"192.0.2.1\",\"dstAddr\":\"203.0.113.7\"}\n"
                + "{\"srcAddr\":\"192.0.2.1\",\"dstAddr\":\"198.51.100.7\"}",
            1),
        of(
            "filter isIpv4InSubnet(srcAddr, \"192.0.2.0/24\")",
            "{\"srcAddr\":\"192.0.2.200\"}\n{\"srcAddr\":\"192.0.3.1\"}\n{\"srcAddr\":\"-\"}",
            1),
        of(
            "filter protocol=17",
            "{\"protocol\":17}\n{\"protocol\":\"17\"}\n{\"protocol\":6}",
            1,
            2),
        of(
            "filter logStatus=\"SKIPDATA\"",
            "{\"logStatus\":\"SKIPDATA\"}\n{\"logStatus\":\"OK\"}",
            1),
        of(
            "fields @timestamp, @message\n"
                + "| filter requestParameters.instancesSet.items.0.instanceId=\"i-abcde123\"",
            """
            {"requestParameters":{"instancesSet":{"items":[{"instanceId":"i-abcde123"}]}}}
            {"requestParameters":{"instancesSet":{"items":[{"instanceId":"i-other"}]}}}
            {"requestParameters":{"instancesSet":{"items":[]}}}
            """,
            1),
        of(
            "fields jsonParse(@message) as json_message\n"
                + "| filter json_message.users[1].action = \"PutData\"",
            "{\"users\":[{\"action\":\"PutData\"},{\"action\":\"x\"}]}\n"
                + "{\"users\":[{},{\"action\":\"PutData\"}]}",
            2),
        of(
            "fields jsonParse(@message) as json_message\n"
                + "| filter json_message.`user.id` = \"123\"",
            "{\"user.id\":\"123\"}\n{\"user.id\":\"124\"}\n123",
            1),
        of("filter isNumeric(@duration)", "{\"@duration\":\"1.5\"}\n{\"@duration\":\"x\"}\n{}", 1),
        of(
            "filter jsonArrayContains(@roles, \"admin\")",
            "{\"@roles\":[\"admin\"]}\n{\"@roles\":\"[\\\"x\\\",\\\"admin\\\"]\"}\n"
                + "{\"@roles\":[\"Admin\"]}\n{\"@roles\":\"admin\"}\n{\"@roles\":[]}",
            1,
            2),
        of(
            "parse @message \"Status Code: *;\" as statusCode | filter statusCode >= 400 and"
                + " statusCode <= 499",
            "Status Code: 404; x\nStatus Code: 200; x\nStatus Code: none;",
            1));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void matches(String query, List<String> events, List<Integer> matches) throws Exception {
    var alone = IntStream.rangeClosed(1, events.size()).boxed().toList();
    var found = new java.util.ArrayList<Integer>();
    for (int number : alone) {
      if (!Rows.of(query, events.get(number - 1)).isEmpty()) {
        found.add(number);
      }
    }
    assertThat(found).isEqualTo(matches);
  }

  static Stream<Arguments> rows() {
    var line =
        "25 May 2019 10:24:39,474 [ERROR] {foo=2, bar=data} The error was:"
            + " DataIntegrityException";
    var errors = "[ERROR] it broke\n[INFO] it runs";
    return Stream.of(
        Arguments.of(
            "parse @message \"[*] * The error was: *\" as level, config, exception"
                + " | display level, config, exception",
            line,
            "{\"level\":\"ERROR\",\"config\":\"{foo=2, bar=data}\","
                + "\"exception\":\"DataIntegrityException\"}"),
        Arguments.of(
            "parse @message /\\[(?<level>\\S+)\\]\\s+(?<config>\\{.*\\})\\s+The error was:"
                + " (?<exception>\\S+)/ | display level, config, exception",
            line,
            "{\"level\":\"ERROR\",\"config\":\"{foo=2, bar=data}\","
                + "\"exception\":\"DataIntegrityException\"}"),
        Arguments.of(
            "fields @message | parse @message \"[*] *\" as loggingType, loggingMessage"
                + " | filter loggingType = \"ERROR\" | display loggingMessage",
            errors,
            "{\"loggingMessage\":\"it broke\"}"),
        Arguments.of(
            "FIELDS @message\n    | PARSE @message \"* [*] *\" as loggingTime, loggingType,"
                + " loggingMessage\n    | FILTER loggingType IN [\"ERROR\", \"INFO\"]\n"
                + "    | DISPLAY loggingMessage, loggingType = \"ERROR\" as isError",
            "10:24 [ERROR] it broke\n10:25 [INFO] it runs\n10:26 [DEBUG] who cares",
            "{\"loggingMessage\":\"it broke\",\"isError\":1}\n"
                + "{\"loggingMessage\":\"it runs\",\"isError\":0}"),
        Arguments.of(
            "parse @message \"user=*, method:*, latency := *\" as @user,\n    @method, @latency"
                + " | display @method, @user, @latency",
            "25 May 2019 10:24:39,474 user=user1234, method:sample, latency := 216",
            "{\"@method\":\"sample\",\"@user\":\"user1234\",\"@latency\":\"216\"}"),
        Arguments.of(
            "parse @message \"'fieldsA': '*', 'fieldsB': ['*']\" as fld, array"
                + " | display fld, array",
            "{'fieldsA': 'logs', 'fieldsB': ['x']}",
            "{\"fld\":\"logs\",\"array\":\"x\"}"),
        Arguments.of(
            "parse @message /(?<NetworkInterface>eni-.*?) / | display NetworkInterface, @message",
            "2 111122223333 eni-1a2b 192.0.2.1 OK",
            "{\"NetworkInterface\":\"eni-1a2b\","
                + "\"@message\":\"2 111122223333 eni-1a2b 192.0.2.1 OK\"}"),
        Arguments.of(
            "parse @logStream \"*.*\" as name, kind | display name, kind",
            "x",
            "{\"name\":\"test\",\"kind\":\"jsonl\"}"),
        Arguments.of(
            "fields `foo-bar`, action, abs(f3-f4)",
            "{\"foo-bar\":1,\"action\":\"x\",\"f3\":2,\"f4\":5}",
            "{\"foo-bar\":1,\"action\":\"x\",\"abs(f3-f4)\":3}"),
        Arguments.of(
            "fields concat(Operation, '-', StatusCode) as opStatus",
            "{\"Operation\":\"Get\",\"StatusCode\":404}",
            "{\"opStatus\":\"Get-404\"}"),
        Arguments.of(
            "fields ispresent(resolverArn) as isRes",
            "{\"resolverArn\":\"x\"}\n{}",
            "{\"isRes\":1}\n{\"isRes\":0}"),
        Arguments.of(
            "filter eventName=\"CreateUser\"\n"
                + "    | fields awsRegion, requestParameters.userName, responseElements.user.arn",
            "{\"eventName\":\"CreateUser\",\"awsRegion\":\"r\",\"requestParameters\":"
                + "{\"userName\":\"bob\"},\"responseElements\":{\"user\":{\"arn\":\"a\"}}}",
            "{\"awsRegion\":\"r\",\"requestParameters.userName\":\"bob\","
                + "\"responseElements.user.arn\":\"a\"}"),
        Arguments.of(
            "fields @timestamp, @message, accountId as ID | display ID",
            "{\"accountId\":\"111122223333\"}",
            "{\"ID\":\"111122223333\"}"),
        Arguments.of(
            "fields jsonParse(@message) as json_message | display toupper(json_message)",
            "{\"a\":1}",
            "{}"),
        Arguments.of("fields messageSize(@message) as size", "four", "{\"size\":4}"),
        Arguments.of(
            "fields jsonArraySize(Operation) as arrayLen",
            "{\"Operation\":[1,2,3]}",
            "{\"arrayLen\":3}"),
        Arguments.of(
            "fields @timestamp, server, severity, message | dedup server | display server, message",
            """
            {"server":"a","message":1}
            {"server":"b","message":2}
            {"server":"a","message":3}
            {"message":4}
            {"message":5}\
            """,
            "{\"server\":\"a\",\"message\":1}\n{\"server\":\"b\",\"message\":2}\n"
                + "{\"message\":4}\n{\"message\":5}"),
        Arguments.of(
            "fields server, severity | dedup server, severity",
            "{\"server\":\"a\",\"severity\":1}\n{\"server\":\"a\",\"severity\":2}\n"
                + "{\"server\":\"a\",\"severity\":1}",
            "{\"server\":\"a\",\"severity\":1}\n{\"server\":\"a\",\"severity\":2}"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void makesRows(String query, String events, String rows) throws Exception {
    assertThat(Rows.of(query, events.split("\n", -1))).containsExactly(rows.split("\n", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fields @timestamp, @message | sort @timestamp desc | limit 25",
        "fields @timestamp, server, severity, message\n| sort @timestamp asc\n| dedup server",
        "filter @message like /Exception/ | stats count(*) as exceptionCount by bin(1h)"
            + " | sort exceptionCount desc",
        "fields @message | pattern @message",
        "fields @message | unmask(@message)",
        "fields @timestamp | diff",
        "filterIndex requestId = 'x'",
        "SOURCE logGroups(namePrefix: ['x'])",
        "fields @timestamp | filter referrer= http://198.51.100.1/ and method= \"GET\""
      })
  void refuses(String query) {
    assertThatThrownBy(() -> Query.of(query))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("^");
  }
}
