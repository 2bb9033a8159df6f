package io.logboom.outputs.secops;

import io.logboom.spi.Bytes;
import io.logboom.spi.Event;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Rejected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * How a batch is handed over: its events by method, each method's in requests within the limits.
 * The same batch gives the same plan, so that a later try sends the same bytes.
 *
 * @param items those that can be sent, method by method
 * @param requests in which they are sent
 * @param refused those that cannot be sent
 */
record Plan(List<Item> items, List<Request> requests, List<Rejected> refused) {

  /** A request of the items from {@code from} to {@code to} (exclusive). */
  record Request(Call call, int from, int to) {

    /** A part of it. */
    Request part(int begin, int end) {
      return new Request(call, begin, end);
    }
  }

  /** Makes plans. Safe for use by many threads. */
  static final class Maker {
    private static final int BLOCK = 256 << 10;

    private final SecopsOutputConfig config;
    private final Dialect dialect;
    private final LogTypes logTypes;
    private final Marks marks;

    Maker(SecopsOutputConfig config, Dialect dialect) {
      this.config = config;
      this.dialect = dialect;
      this.logTypes = new LogTypes(config);
      this.marks = new Marks(config);
    }

    /** The plan for these. */
    Plan of(List<Event> events) {
      var byCall = new LinkedHashMap<Call, List<Item>>();
      var refused = new ArrayList<Rejected>();
      var bytes = new Bytes(size -> new byte[Math.max(size, BLOCK)]);
      for (var event : events) {
        try {
          var kind = Kind.of(event, config.mode());
          var call = dialect.call(kind, kind == Kind.EVENT ? "" : logTypes.of(event, kind));
          var item = item(event, kind, bytes);
          checkSize(call, item);
          byCall.computeIfAbsent(call, _ -> new ArrayList<>()).add(item);
        } catch (Unsendable e) {
          refused.add(new Rejected(event, e.reason()));
        }
      }
      var items = new ArrayList<Item>(events.size());
      var requests = new ArrayList<Request>();
      byCall.forEach((call, its) -> pack(call, its, items, requests));
      return new Plan(items, requests, refused);
    }

    private Item item(Event event, Kind kind, Bytes bytes) throws Unsendable {
      if (kind == Kind.LOG) {
        bytes.begin();
        dialect.writeLog(event, bytes);
        return new Item(event, bytes.array(), bytes.start(), bytes.position() - bytes.start());
      }
      try {
        var marked = marks.on(event, kind);
        return new Item(event, marked.array(), marked.offset(), marked.length());
      } catch (MalformedException e) {
        throw new Unsendable(String.valueOf(e.getMessage()));
      }
    }

    private static void checkSize(Call call, Item item) throws Unsendable {
      int size = call.frame() + call.size(item) - 1;
      if (size > call.most()) {
        throw new Unsendable(
            "too large: a request of it alone has %,d bytes, and may have %,d"
                .formatted(size, call.most()));
      }
    }

    private void pack(Call call, List<Item> its, List<Item> items, List<Request> requests) {
      int from = items.size();
      int size = call.frame() - 1;
      for (var item : its) {
        boolean full = items.size() - from == config.maxRequestEvents();
        if (full || size + call.size(item) > call.most()) {
          requests.add(new Request(call, from, items.size()));
          from = items.size();
          size = call.frame() - 1;
        }
        size += call.size(item);
        items.add(item);
      }
      requests.add(new Request(call, from, items.size()));
    }
  }
}
