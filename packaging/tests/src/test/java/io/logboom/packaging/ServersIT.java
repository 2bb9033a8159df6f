package io.logboom.packaging;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The ground the other tests stand on: each server starts, and announces objects. */
class ServersIT {
  private static final Trail ONE = Trail.of("one", 1, 3, 1);

  @ParameterizedTest
  @EnumSource
  void motoAnnouncesWhatIsStored(MotoCloud.Way way) throws Exception {
    try (var server = Servers.moto();
        var cloud = new MotoCloud(server, way, "trail", 30)) {
      cloud.put(ONE);
      assertThat(bodies(cloud)).contains(ONE.fileName(0));
    }
  }

  @Test
  void localCloudAnnouncesWhatIsStored() throws Exception {
    try (var cloud = new LocalCloud(30, 2)) {
      cloud.put(ONE);
      assertThat(cloud.messages()).isEqualTo(2);
      assertThat(bodies(cloud)).contains(ONE.fileName(0));
    }
  }

  @Test
  void trailIsTheSameEachTimeAndItsIdsAreUnique() throws Exception {
    assertThat(ONE.object(0)).isEqualTo(ONE.object(0));
    assertThat(Trail.of("many", 20, 50, 1).ids()).hasSize(1000);
  }

  private static String bodies(Cloud cloud) {
    try (SqsClient sqs = Clients.sqs(cloud.queues())) {
      var all = new StringBuilder();
      await()
          .atMost(20, SECONDS)
          .until(
              () -> {
                sqs.receiveMessage(r -> r.queueUrl(cloud.queueUrl()).maxNumberOfMessages(10))
                    .messages()
                    .forEach(message -> all.append(message.body()).append('\n'));
                return all.toString().contains("ObjectCreated");
              });
      return all.toString();
    }
  }
}
