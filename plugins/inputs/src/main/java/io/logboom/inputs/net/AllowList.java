package io.logboom.inputs.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

/**
 * Who may send: the option {@code allow}. Immutable.
 *
 * @param ranges everybody when there are none
 */
public record AllowList(List<Cidr> ranges) {

  public AllowList {
    ranges = List.copyOf(ranges);
  }

  /** Whether someone may. */
  public boolean allows(InetAddress peer) {
    if (ranges.isEmpty()) {
      return true;
    }
    for (var range : ranges) {
      if (range.contains(peer)) {
        return true;
      }
    }
    return false;
  }

  /** Whether someone may, who must have an address of the Internet's. */
  public boolean allows(SocketAddress peer) {
    return ranges.isEmpty()
        || (peer instanceof InetSocketAddress inet
            && !inet.isUnresolved()
            && allows(inet.getAddress()));
  }
}
