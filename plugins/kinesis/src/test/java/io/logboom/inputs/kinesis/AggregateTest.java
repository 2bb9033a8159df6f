package io.logboom.inputs.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

final class AggregateTest {

  private static List<Aggregate.Part> parts(byte[] record) {
    assertThat(Aggregate.of(record)).isInstanceOf(Aggregate.Parts.class);
    return ((Aggregate.Parts) Aggregate.of(record)).parts();
  }

  private static String data(byte[] record, Aggregate.Part part) {
    return new String(record, part.offset(), part.length(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("the layout is that of the producer library, byte by byte")
  void layout() {
    // Written out by hand from aggregation-format.md.
    byte[] message =
        HexFormat.ofDelimiter(" ")
            .parseHex(
                "0a 02 70 31 0a 02 70 32 12 01 37" // keys p1, p2; hash key 7
                    + " 1a 07 08 00 1a 03 61 62 63" // abc
                    + " 1a 09 08 01 10 00 1a 03 64 65 66" // def
                    + " 1a 0c 08 01 1a 00 22 06 0a 01 6b 12 01 76"); // empty, with a tag
    byte[] record = Aggregated.around(message);
    var parts = parts(record);
    assertThat(parts).extracting(Aggregate.Part::partitionKey).containsExactly("p1", "p2", "p2");
    assertThat(parts.stream().map(part -> data(record, part))).containsExactly("abc", "def", "");
    assertThat(parts.get(1).hashKey()).isEqualTo(BigInteger.valueOf(7));
    assertThat(parts.get(0).hashKey())
        .isEqualTo(new BigInteger("EC6EF230F1828039EE794566B9C58ADC", 16));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1a 05 08 00 1a 01 61    | partition key 0 of 0
          0a 01 70 1a 03 1a 01 61 | without partition key or data
          0a 01 70 1a 02 08 00    | without partition key or data
          0a 01 70 12 01 78 1a 07 08 00 10 00 1a 01 61 | a hash key that is not a number
          0a 01 70 1a 07 08 00 10 05 1a 01 61 | hash key 5 of 0
          0a 05 70                | ends inside a field
          0a 80                   | ends inside a number
          0a ff ff ff ff ff ff ff ff ff ff 01 | a number that is too long
          0a ff ff ff ff 0f       | ends inside a field
          0b 00                   | a field of an unknown kind
          00 00                   | a field without a number
          """)
  @DisplayName("what is broken inside is told, whatever its MD5 says")
  void broken(String hex, String reason) {
    var record = Aggregated.around(HexFormat.ofDelimiter(" ").parseHex(hex.strip()));
    assertThat(Aggregate.of(record))
        .isInstanceOfSatisfying(
            Aggregate.Broken.class, broken -> assertThat(broken.reason()).contains(reason));
  }

  @Test
  @DisplayName("a wrong MD5 or a lack of room for one is told; other bytes are no aggregate")
  void others() {
    byte[] record = new Aggregated().add("p", bytes("abc")).bytes();
    record[record.length - 1] ^= 1;
    assertThat(Aggregate.of(record))
        .isEqualTo(new Aggregate.Broken("its MD5 is not that of its content"));
    assertThat(Aggregate.of(Arrays.copyOf(record, 20)))
        .isEqualTo(new Aggregate.Broken("it is too short"));
    assertThat(Aggregate.of(new Aggregated().bytes()))
        .as("an aggregate of nothing, which the client library takes for no aggregate either")
        .isEqualTo(new Aggregate.Broken("it is too short"));
    assertThat(Aggregate.of(Arrays.copyOf(record, 3))).isEqualTo(new Aggregate.None());
    assertThat(Aggregate.of(new byte[0])).isEqualTo(new Aggregate.None());
  }

  @Test
  @DisplayName("fields that nobody knows yet are passed over")
  void unknownFields() {
    byte[] message =
        HexFormat.ofDelimiter(" ")
            .parseHex(
                "28 96 01 31 01 02 03 04 05 06 07 08 3d 01 02 03 04 42 02 78 78"
                    + " 0a 01 70 1a 08 28 05 08 00 1a 02 68 69");
    byte[] record = Aggregated.around(message);
    assertThat(data(record, parts(record).getFirst())).isEqualTo("hi");
  }

  @RepeatedTest(20)
  @DisplayName("any aggregate is read as the client library reads it, and any bytes without harm")
  void agreesWithTheLibrary() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var aggregate = new Aggregated();
    int count = 1 + random.nextInt(40);
    for (int i = 0; i < count; i++) {
      byte[] data = new byte[random.nextInt(300)];
      random.nextBytes(data);
      String key = "key-" + random.nextInt(5) + (random.nextBoolean() ? "é€😀" : "");
      if (random.nextBoolean()) {
        aggregate.add(key, data);
      } else {
        aggregate.add(key, new BigInteger(128, random).toString(), data);
      }
    }
    byte[] record = aggregate.bytes();
    assertThat(ours(record)).as("seed %d", seed).isEqualTo(theirs(record));

    for (int i = 0; i < 200; i++) {
      byte[] message = Arrays.copyOfRange(record, 4, record.length - 16);
      int cut = random.nextInt(message.length + 1);
      byte[] mangled = random.nextBoolean() ? Arrays.copyOf(message, cut) : message;
      for (int flips = random.nextInt(4); flips > 0 && mangled.length > 0; flips--) {
        mangled[random.nextInt(mangled.length)] ^= (byte) (1 << random.nextInt(8));
      }
      byte[] hostile = Aggregated.around(mangled);
      assertThat(Aggregate.of(hostile))
          .as("seed %d", seed)
          .isInstanceOfAny(Aggregate.Parts.class, Aggregate.Broken.class);
    }
  }

  private static List<String> ours(byte[] record) {
    List<String> all = new ArrayList<>();
    for (var part : parts(record)) {
      all.add(
          part.partitionKey()
              + " "
              + part.explicitHashKey().orElse("none")
              + " "
              + HexFormat.of().formatHex(record, part.offset(), part.offset() + part.length()));
    }
    return all;
  }

  private static List<String> theirs(byte[] record) {
    var whole =
        KinesisClientRecord.builder()
            .data(ByteBuffer.wrap(record))
            .partitionKey("p")
            .sequenceNumber("1")
            .approximateArrivalTimestamp(Instant.EPOCH)
            .build();
    List<String> all = new ArrayList<>();
    for (var part : new AggregatorUtil().deaggregate(List.of(whole))) {
      byte[] data = new byte[part.data().remaining()];
      part.data().get(data);
      String hashKey = part.explicitHashKey() == null ? "none" : part.explicitHashKey();
      all.add(part.partitionKey() + " " + hashKey + " " + HexFormat.of().formatHex(data));
    }
    return all;
  }
}
