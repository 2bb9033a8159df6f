package io.logboom.inputs.syslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.logboom.inputs.net.Complaints;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of a RELP session (librelp's doc/relp.md). A message is answered with {@code
 * 200 OK} once the batch it is in is delivered, and not before; when it cannot be, the session
 * ends, and its sender sends what was not answered again. For the thread of its event loop.
 */
final class RelpSession implements Cutter, RelpFrames.Sink, Desk.Ticket {
  private static final byte[] OK = " rsp 6 200 OK\n".getBytes(US_ASCII);
  private static final byte[] GOODBYE = "0 serverclose 0\n".getBytes(US_ASCII);
  private static final int LONGEST_NUMBER = 10;

  private final Desk desk;
  private final Sender sender;
  private final Channel channel;
  private final Complaints complaints;
  private final RelpFrames frames;

  private boolean open;
  private int number;
  private @Nullable Answers answers;
  private int unanswered;
  private Optional<Integer> closing = Optional.empty();
  private long messages;
  private long hurriedFor;

  RelpSession(Desk desk, int limit, Sender sender, Channel channel, Complaints complaints) {
    this.desk = desk;
    this.sender = sender;
    this.channel = channel;
    this.complaints = complaints;
    this.frames = new RelpFrames(limit, this);
  }

  @Override
  public void take(byte[] a, int from, int to) {
    frames.take(a, from, to);
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
  public void pause() {
    if (messages > hurriedFor) {
      // The sender has a window of some messages, and waits when they are all out.
      hurriedFor = messages;
      desk.hurry();
    }
  }

  @Override
  public void end() {
    // A frame that has not come whole was not answered, so it comes again.
  }

  @Override
  public void close() {
    if (open) {
      write(GOODBYE);
    }
    var _ = channel.close();
  }

  @Override
  public void frame(int transaction, String command, byte[] a, int from, int to, int flags) {
    if (closing.isPresent() || transaction == 0) {
      // After its close a sender has nothing to say, and hints are not answered.
      return;
    }
    switch (command) {
      case "syslog" -> message(transaction, a, from, to, flags);
      case "open" -> open(transaction, new String(a, from, to - from, ISO_8859_1));
      case "close" -> {
        closing = Optional.of(transaction);
        closeIfAnswered();
      }
      default -> answer(transaction, "500 this command is not supported");
    }
  }

  private void message(int transaction, byte[] a, int from, int to, int flags) {
    if (!open) {
      broken("a message before the session was opened");
      return;
    }
    messages++;
    number = transaction;
    desk.message(a, from, to, flags, sender, this);
  }

  private void open(int transaction, String offers) {
    String version = "";
    boolean syslog = false;
    for (String offer : offers.split("\n", -1)) {
      if (offer.startsWith("relp_version=")) {
        version = offer.substring("relp_version=".length()).strip();
      } else if (offer.startsWith("commands=")) {
        syslog =
            Arrays.asList(offer.substring("commands=".length()).strip().split(","))
                .contains("syslog");
      }
    }
    boolean known = version.equals("0") || version.equals("1");
    if (!known || !syslog) {
      answer(transaction, "500 version 0 or 1 and the command syslog are wanted");
      broken("a session that offers no syslog, or of another version");
      return;
    }
    open = true;
    answer(
        transaction,
        "200 OK\nrelp_version=" + version + "\nrelp_software=logboom\ncommands=syslog");
  }

  private void answer(int transaction, String text) {
    byte[] data = text.getBytes(US_ASCII);
    write((transaction + " rsp " + data.length + " " + text + "\n").getBytes(US_ASCII));
  }

  private void write(byte[] bytes) {
    var _ = channel.writeAndFlush(channel.alloc().buffer(bytes.length).writeBytes(bytes));
  }

  @Override
  public void broken(String why) {
    complaints.tell("relp-failures", sender.origin().place() + ": " + why);
    closing = Optional.of(0);
    var _ = channel.close();
  }

  @Override
  public boolean joins(boolean whole) {
    var current = answers;
    if (current == null || current.batch != desk.batch()) {
      current = new Answers(desk.batch());
      answers = current;
      desk.receipt(current);
    }
    if (whole) {
      current.add(number);
      unanswered++;
    }
    return true;
  }

  private void closeIfAnswered() {
    if (closing.isPresent() && unanswered == 0 && channel.isActive()) {
      if (closing.get() > 0) {
        write((closing.get() + " rsp 0\n").getBytes(US_ASCII));
        write(GOODBYE);
      }
      var _ = channel.close();
    }
  }

  private static void number(ByteBuf out, int number) {
    int unit = 1;
    while (number / unit >= 10) {
      unit *= 10;
    }
    for (; unit > 0; unit /= 10) {
      out.writeByte('0' + number / unit % 10);
    }
  }

  /** The messages of one session in one batch. */
  private final class Answers implements Parcel.Receipt {
    private final long batch;
    private int[] numbers = new int[128];
    private int count;

    Answers(long batch) {
      this.batch = batch;
    }

    void add(int transaction) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count++] = transaction;
    }

    @Override
    public void settled(boolean delivered) {
      unanswered -= count;
      if (!channel.isActive()) {
        return;
      }
      if (!delivered) {
        complaints.tell(
            "relp-undelivered",
            sender.origin().place()
                + ": not delivered; the session is closed for it to be sent again");
        closing = Optional.of(0);
        var _ = channel.close();
        return;
      }
      ByteBuf out = channel.alloc().buffer(count * (LONGEST_NUMBER + OK.length));
      for (int i = 0; i < count; i++) {
        number(out, numbers[i]);
        out.writeBytes(OK);
      }
      channel.writeAndFlush(out).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
      closeIfAnswered();
    }
  }
}
