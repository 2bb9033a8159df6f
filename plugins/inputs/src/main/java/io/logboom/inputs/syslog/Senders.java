package io.logboom.inputs.syslog;

import io.logboom.inputs.net.Peers;
import io.logboom.spi.Context;
import io.logboom.spi.Origin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Those who send, by address. Safe for use by many threads. */
final class Senders {

  /**
   * With more than so many addresses, those that have been quiet are forgotten: anybody can invent
   * addresses for datagrams.
   */
  private static final int MOST = 50_000;

  private static final long QUIET = 10_000_000_000L;

  private final Context context;
  private final int rate;
  private final Map<InetAddress, Source> sources = new ConcurrentHashMap<>();
  private final Map<InetAddress, Sender> datagrams = new ConcurrentHashMap<>();

  /**
   * @param rate messages a second that an address may send; 0 for any number
   */
  Senders(Context context, int rate) {
    this.context = context;
    this.rate = rate;
  }

  /** Who sends datagrams from this address. */
  Sender datagrams(InetAddress address) {
    var known = datagrams.get(address);
    if (known != null) {
      return known;
    }
    if (datagrams.size() >= MOST) {
      datagrams.clear();
    }
    String host = address.getHostAddress();
    var sender = sender(Protocol.UDP, host, "udp://" + host, "", source(address));
    datagrams.put(address, sender);
    return sender;
  }

  /**
   * Who sends on a connection.
   *
   * @param certificate whose certificate it has shown; empty for none
   */
  Sender connection(Protocol protocol, InetSocketAddress peer, String certificate) {
    return sender(
        protocol,
        Peers.host(peer),
        protocol + "://" + Peers.name(peer),
        certificate,
        source(peer.getAddress()));
  }

  private Source source(InetAddress address) {
    long now = System.nanoTime();
    if (rate == 0) {
      return new Source(0, now);
    }
    if (sources.size() >= MOST) {
      sources.values().removeIf(source -> now - source.seen() > QUIET);
    }
    return sources.computeIfAbsent(address, _ -> new Source(rate, now));
  }

  private Sender sender(
      Protocol protocol, String host, String place, String certificate, Source source) {
    var origin = new Origin(context.name(), place, context.clock().instant(), Map.of());
    return new Sender(context.event(new byte[0], origin), protocol, host, certificate, source);
  }
}
