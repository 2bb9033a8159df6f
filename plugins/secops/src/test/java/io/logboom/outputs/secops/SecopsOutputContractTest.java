package io.logboom.outputs.secops;

import io.logboom.secops.SecopsServer.Fault;
import io.logboom.secops.SecopsServer.Naming;
import io.logboom.secops.Stored;
import io.logboom.spi.Batch;
import io.logboom.spi.Event;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Output;
import io.logboom.spi.Rejected;
import io.logboom.spi.RejectedException;
import io.logboom.spi.Value;
import io.logboom.testkit.OutputContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class SecopsOutputContractTest {
  private static final String BAD = "{\"bad\":true}";

  abstract static class Contract extends OutputContract {
    @TempDir Path folder;

    abstract Output output(Setup setup) throws Exception;

    @Override
    protected final Store store() throws IOException {
      return new Far(this);
    }
  }

  @Nested
  final class RawToChronicle extends Contract {
    @Override
    Output output(Setup setup) throws Exception {
      return setup.chronicle("mode = raw, log-type = AWS_CLOUDTRAIL");
    }
  }

  @Nested
  final class RawToIngestion extends Contract {
    @Override
    Output output(Setup setup) throws Exception {
      return setup.ingestion("mode = raw, log-type = AWS_CLOUDTRAIL, max-request-events = 7");
    }
  }

  @Nested
  final class UdmToChronicle extends Contract {
    @Override
    Output output(Setup setup) throws Exception {
      return new Wrapping(setup.chronicle("max-request-events = 10"));
    }
  }

  /** What is no UDM event becomes one that holds its text, since the contract knows only texts. */
  private record Wrapping(Output output) implements Output {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public void write(Batch batch) throws IOException, RejectedException, InterruptedException {
      var originals = new IdentityHashMap<Event, Event>();
      var wrapped = new ArrayList<Event>();
      for (var event : batch.events()) {
        var more = wrap(event);
        originals.put(more, event);
        wrapped.add(more);
      }
      try {
        output.write(Batch.of(wrapped));
      } catch (RejectedException e) {
        throw new RejectedException(
            e.rejected().stream()
                .map(one -> new Rejected(originals.get(one.event()), one.reason()))
                .toList());
      }
    }

    private static Event wrap(Event event) {
      String text =
          new String(event.array(), event.offset(), event.length(), StandardCharsets.ISO_8859_1);
      try {
        Value _ = event.tree();
      } catch (MalformedException e) {
        // Stays as hostile as it is.
        return event.with(event.array(), event.offset(), event.length());
      }
      return Setup.event(
          Setup.udm("x")
              .replace(
                  "\"metadata\"",
                  "\"additional\":{\"text\":" + JSON.writeValueAsString(text) + "},\"metadata\""));
    }

    static String unwrap(String udm) {
      return JSON.readTree(udm).path("additional").path("text").asString("");
    }

    @Override
    public void close() throws IOException {
      output.close();
    }
  }

  private static final class Far implements OutputContract.Store {
    private final Contract contract;
    private final Setup setup;
    private final Random random = new Random(1);

    Far(Contract contract) throws IOException {
      this.contract = contract;
      this.setup = new Setup(contract.folder);
      setup.server.refuse(stored -> text(stored).equals(BAD), Naming.NOT);
    }

    private static String text(Stored stored) {
      return stored.kind().equals("events") ? Wrapping.unwrap(stored.text()) : stored.id();
    }

    @Override
    public Output output() throws Exception {
      return contract.output(setup);
    }

    @Override
    public List<String> events() {
      return setup.server.stored().stream().map(Far::text).toList();
    }

    @Override
    public void fail() {
      var faults =
          List.of(
              Fault.THROTTLED,
              Fault.UNAVAILABLE,
              Fault.BROKEN_OFF,
              Fault.TAKEN_BUT_BROKEN_OFF,
              Fault.FORGED);
      setup.server.faults(_ -> faults.get(random.nextInt(faults.size())));
    }

    @Override
    public void hang() {
      setup.server.faults(_ -> Fault.SILENT);
    }

    @Override
    public void work() {
      setup.server.faults(_ -> Fault.NONE);
    }

    @Override
    public Event unacceptable() {
      return Setup.event(BAD);
    }

    @Override
    public void close() {
      setup.close();
    }
  }
}
