package io.logboom.inputs.syslog;

import io.logboom.inputs.net.Complaints;

/** Makes messages of a connection without answers: TCP or TLS. */
final class PlainCutter implements Cutter {
  private final Frames frames;
  private final Sender sender;
  private final Complaints complaints;
  private long messages;

  PlainCutter(Desk desk, SyslogInputConfig config, Sender sender, Complaints complaints) {
    this.sender = sender;
    this.complaints = complaints;
    this.frames =
        new Frames(
            config.framing(),
            (int) config.maxMessageSize().bytes(),
            (a, from, to, flags) -> {
              messages++;
              desk.message(a, from, to, flags, sender, Desk.Ticket.NONE);
            });
  }

  @Override
  public void take(byte[] a, int from, int to) {
    frames.take(a, from, to);
    if (frames.wasLost()) {
      complaints.tell(
          "bad-frames",
          sender.origin().place() + " counts octets, but what it sends is no count now");
    }
  }

  @Override
  public boolean pending() {
    return frames.pending();
  }

  @Override
  public long messages() {
    return messages;
  }

  @Override
  public void pause() {}

  @Override
  public void end() {
    frames.end();
  }

  @Override
  public void close() {}
}
