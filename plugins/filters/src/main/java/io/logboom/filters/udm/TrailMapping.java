package io.logboom.filters.udm;

import io.logboom.spi.Context;
import io.logboom.spi.Event;
import io.logboom.spi.Fields;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Next;

/** Makes an event of UDM of a CloudTrail record. Safe for use by many threads. */
final class TrailMapping implements Mapping {
  private final ThreadLocal<JsonOut> outs;

  TrailMapping(UdmConfig config, Context context) {
    byte[][] names = UdmName.spelled(config.casing());
    this.outs = ThreadLocal.withInitial(() -> new JsonOut(names));
  }

  @Override
  public void map(Event event, Fields fields, Next next) throws MalformedException {
    var out = outs.get();
    out.begin(next.bytes());
    next.accept(event.with(out.end()));
  }
}
