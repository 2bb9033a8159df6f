package io.logboom.inputs.net;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Those on the other side of a connection, as people write them. */
public final class Peers {

  private Peers() {}

  /** Address and port: {@code 192.0.2.7:50123}, {@code [2001:db8::7]:50123}. */
  public static String name(SocketAddress peer) {
    return peer instanceof InetSocketAddress inet
        ? bracketed(inet) + ":" + inet.getPort()
        : String.valueOf(peer);
  }

  /** The address alone: {@code 192.0.2.7}, {@code 2001:db8:0:0:0:0:0:7}. */
  public static String host(SocketAddress peer) {
    if (peer instanceof InetSocketAddress inet) {
      return inet.getAddress() == null ? inet.getHostString() : inet.getAddress().getHostAddress();
    }
    return String.valueOf(peer);
  }

  private static String bracketed(InetSocketAddress inet) {
    return inet.getAddress() instanceof Inet6Address ? "[" + host(inet) + "]" : host(inet);
  }
}
