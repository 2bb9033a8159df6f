package io.logboom.filters.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.logboom.testkit.Events;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Events that no rule matches, which is most of them, cost no memory, whatever the rules ask: the
 * garbage collector's part of the agent's CPU time hangs on this.
 */
class PatternAllocationTest {
  private static final int EVENTS = 10_000;

  private static final String EVENT =
      """
      {"eventVersion":"1.08","userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE:s",\
      "arn":"arn:aws:sts::111122223333:assumed-role/r/s","accountId":"111122223333",\
      "sessionContext":{"attributes":{"mfaAuthenticated":"false"}}},\
      "eventTime":"2026-01-02T03:04:05Z","eventSource":"iam.amazonaws.com","eventName":"GetUser",\
      "awsRegion":"us-east-1","sourceIPAddress":"192.0.2.7","userAgent":"aws-cli/2.15 \\"x\\"",\
      "requestParameters":{"userName":"alice \\u0031","items":[{"id":1},{"id":2.5}]},\
      "responseElements":null,"readOnly":true}\
      """;

  @Test
  void anEventThatNoRuleMatchesAllocatesNothing() {
    var paper =
        new RuleSet(
                Stream.of(
                        "{ $.eventName = \"CreateUser\" }",
                        "{ $.eventSource = iam.amazonaws.com && $.eventName = \"Put*Policy\" }",
                        "{ $.userIdentity.sessionContext.attributes.mfaAuthenticated = true }",
                        "{ $.requestParameters.items[*].id > 3 || $.* = nobody }",
                        "{ $.requestParameters.items[1].id = 2 || $.readOnly IS FALSE }",
                        "{ $.userAgent = %[Pp]acu|^curl/[0-9]% || $.requestParameters.userName ="
                            + " bob* }",
                        "{ $.responseElements NOT EXISTS || $.eventVersion IS NULL }",
                        "%attack|exploit% -x",
                        "?mallory ?trudy",
                        "[a=1, ..., b=%^z%]")
                    .map(FilterPattern::of)
                    .toList())
            .paper();
    var event = Events.of(EVENT);
    for (int i = 0; i < 2 * EVENTS; i++) {
      assertThat(paper.match(event).next(0) < 0).isTrue();
    }
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    int matched = 0;
    for (int i = 0; i < EVENTS; i++) {
      matched += paper.match(event).next(0) < 0 ? 0 : 1;
    }
    long each = (threads.getCurrentThreadAllocatedBytes() - before) / EVENTS;
    assertThat(matched).isZero();
    assertThat(each).as("bytes allocated for an event").isZero();
  }
}
