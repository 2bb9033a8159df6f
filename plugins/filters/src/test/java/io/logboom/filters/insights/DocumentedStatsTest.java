package io.logboom.filters.insights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queries with {@code stats} that AWS documents: they are read. */
class DocumentedStatsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "filter @type = \"REPORT\" | stats max(@memorySize / 1000 / 1000) as provisonedMemoryMB,"
            + " min(@maxMemoryUsed / 1000 / 1000) as smallestMemoryRequestMB,"
            + " avg(@maxMemoryUsed / 1000 / 1000) as avgMemoryUsedMB,"
            + " max(@maxMemoryUsed / 1000 / 1000) as maxMemoryUsedMB,"
            + " provisonedMemoryMB - maxMemoryUsedMB as overProvisionedMB",
        "filter @type = \"REPORT\" |\n"
            + " stats avg(@duration), max(@duration), min(@duration) by bin(5m)",
        "stats sum(packets) as packetsTransferred by srcAddr, dstAddr | limit 15",
        "filter protocol=17 | stats count(*) by srcAddr",
        "filter logStatus=\"SKIPDATA\"\n    | stats count(*) by bin(1h) as t",
        "stats count(*) by queryType, bin(1h)",
        "stats count(*) by eventSource, eventName, awsRegion",
        "stats count(*) as numOutdatedTlsCalls by userIdentity.accountId, tlsDetails.tlsVersion",
        "stats count_distinct(remoteIP) as UniqueVisits\n| limit 10",
        "stats count(*) as numberOfEvents by `detail-type`",
        "parse @message /user=(?<user2>.*?), method:(?<method2>.*?),\n"
            + "    latency := (?<latency2>.*?)/ | stats avg(latency2) by @method2,\n    @user2",
        "stats avg (f1) by f2",
        "fields jsonParse(@message) as json_message\n| stats count() by json_message.status_code",
        "stats count(*) by duration as time"
      })
  void readsStats(String query) {
    assertThat(Query.of(query).commands())
        .filteredOn(Command.Stats.class::isInstance)
        .singleElement()
        .isNotNull();
  }
}
