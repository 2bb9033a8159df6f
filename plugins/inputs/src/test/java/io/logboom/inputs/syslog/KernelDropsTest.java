package io.logboom.inputs.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logboom.inputs.net.Transport;
import io.logboom.testkit.ScriptedEmitter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Linux drops is seen. */
final class KernelDropsTest {
  private static final String HEAD =
      "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode ref pointer drops\n";

  @TempDir private Path folder;

  @Test
  void countsOurSocketsAlone() throws Exception {
    Files.createDirectories(folder.resolve("net"));
    Files.createDirectories(folder.resolve("self/fd"));
    Files.createSymbolicLink(folder.resolve("self/fd/3"), Path.of("socket:[1001]"));
    Files.createSymbolicLink(folder.resolve("self/fd/4"), Path.of("socket:[1002]"));
    Files.createSymbolicLink(folder.resolve("self/fd/5"), Path.of("pipe:[7]"));
    write(5, 100, 7);
    var drops = new KernelDrops(folder, Set.of(0x0202));
    assertThat(drops.available()).isTrue();
    assertThat(drops.find()).isEqualTo(2);
    write(8, 100, 9);
    assertThat(drops.update()).as("3 of 1001 and 2 of 1002").isEqualTo(5);
    assertThat(drops.update()).isZero();
    assertThat(drops.total()).isEqualTo(17);
    assertThat(drops.waiting()).isEqualTo(0x300 + 0x10);
  }

  private void write(int ours, int others, int sixes) throws Exception {
    Files.writeString(
        folder.resolve("net/udp"),
        HEAD
            + line("0100007F:0202", "00000300", 1001, ours)
            + line("0100007F:0202", "00000100", 9999, others)
            + line("0100007F:0203", "00000100", 1001, others));
    Files.writeString(
        folder.resolve("net/udp6"),
        HEAD + line("00000000000000000000000000000000:0202", "00000010", 1002, sixes));
  }

  private static String line(String local, String waiting, int inode, int drops) {
    return "  1: "
        + local
        + " 00000000:0000 07 00000000:"
        + waiting
        + " 00:00000000 00000000     0        0 "
        + inode
        + " 2 0000000000000000 "
        + drops
        + "\n";
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void whatTheKernelDropsIsCounted(Transport transport) throws Exception {
    var emitter = ScriptedEmitter.blocked();
    String options = Trial.listen(Protocol.UDP) + "receive-buffer = 64KiB, threads = 1";
    try (var trial = new Trial(transport, emitter, folder, options)) {
      String text = "<13>Oct  7 03:04:05 web01 app: " + "x".repeat(2000);
      await()
          .until(
              () -> {
                for (int i = 0; i < 500; i++) {
                  trial.datagram(text);
                }
                return trial.context().count("kernel-drops") > 0;
              });
    }
  }
}
