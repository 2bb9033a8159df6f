package io.logboom.inputs.syslog;

import io.logboom.inputs.net.ListenAddress;
import io.logboom.inputs.net.Loops;
import io.logboom.inputs.net.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for datagrams: with epoll on a socket for each desk, among which the kernel shares
 * senders out (SO_REUSEPORT), and many datagrams at a call (recvmmsg); elsewhere on one socket.
 */
final class DatagramListener {
  private static final Logger LOG = LoggerFactory.getLogger(DatagramListener.class);

  /** The largest datagram there is, headers left out, rounded up. */
  private static final int DATAGRAM = 64 << 10;

  /** How many datagrams are read at a call. */
  private static final int AT_A_CALL = 32;

  /** How many are read before the loop looks at other sockets. */
  private static final int AT_A_TURN = 1024;

  private static final int PAGE = 8 << 10;
  private static final int CHUNK_ORDER = 8;

  /** Goes beyond net.core.rmem_max, for whoever has CAP_NET_ADMIN (socket(7)). */
  private static final UnixChannelOption<Integer> SO_RCVBUFFORCE =
      new IntegerUnixChannelOption("SO_RCVBUFFORCE", 1, 33);

  private DatagramListener() {}

  /**
   * Begins to listen.
   *
   * @return the sockets, which all have the same address
   * @throws IOException when that address cannot be listened on
   */
  static List<Channel> open(
      ListenAddress listen, Loops loops, List<Desk> desks, int receiveBuffer, Reading reading)
      throws IOException, InterruptedException {
    boolean epoll = loops.transport() == Transport.EPOLL;
    InetSocketAddress address = prove(listen);
    // Buffers for so many datagrams are larger than what other channels' pool is made for.
    var memory = new PooledByteBufAllocator(true, 0, desks.size(), PAGE, CHUNK_ORDER, 0, 0, false);
    var channels = new ArrayList<Channel>();
    for (var desk : epoll ? desks : desks.subList(0, 1)) {
      var bootstrap =
          new Bootstrap()
              .group(desk.loop())
              .channel(loops.transport().datagramChannel())
              .option(ChannelOption.ALLOCATOR, memory)
              .option(ChannelOption.SO_RCVBUF, receiveBuffer)
              .handler(
                  new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                      reading.begin(channel, desk);
                    }
                  });
      if (epoll) {
        bootstrap
            .option(EpollChannelOption.SO_REUSEPORT, true)
            .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DATAGRAM)
            .option(ChannelOption.RCVBUF_ALLOCATOR, turn(AT_A_CALL * DATAGRAM));
      } else {
        bootstrap.option(ChannelOption.RCVBUF_ALLOCATOR, turn(DATAGRAM));
      }
      var bound = bootstrap.bind(address).await();
      if (!bound.isSuccess()) {
        for (var channel : channels) {
          var _ = channel.close();
        }
        throw refused(listen, bound.cause());
      }
      channels.add(bound.channel());
      // The first may have been given a port; the others must have the same.
      address = (InetSocketAddress) bound.channel().localAddress();
    }
    channels.forEach(channel -> size((DatagramChannel) channel, listen, receiveBuffer, epoll));
    return channels;
  }

  private static RecvByteBufAllocator turn(int buffer) {
    return new FixedRecvByteBufAllocator(buffer).maxMessagesPerRead(AT_A_TURN);
  }

  /** Has datagrams read. */
  @FunctionalInterface
  interface Reading {
    void begin(Channel channel, Desk desk);
  }

  /**
   * Sockets that share a port would also share it with another agent that was started by mistake,
   * and each would get half. A socket that does not share finds out.
   *
   * @throws IOException when that address cannot be listened on
   */
  static InetSocketAddress prove(ListenAddress listen) throws IOException {
    var address = new InetSocketAddress(listen.host(), listen.port());
    if (address.isUnresolved()) {
      throw new IOException("cannot listen on udp://" + listen + ": there is no such host");
    }
    try (var socket = new DatagramSocket(null)) {
      socket.bind(address);
    } catch (SocketException e) {
      throw refused(listen, e);
    }
    return address;
  }

  private static IOException refused(ListenAddress listen, Throwable cause) {
    return new IOException("cannot listen on udp://" + listen + ": " + cause.getMessage(), cause);
  }

  private static void size(
      DatagramChannel channel, ListenAddress listen, int asked, boolean epoll) {
    int granted = channel.config().getReceiveBufferSize();
    if (granted < asked && epoll) {
      try {
        channel.config().setOption(SO_RCVBUFFORCE, asked);
        granted = channel.config().getReceiveBufferSize();
      } catch (ChannelException e) {
        LOG.debug("udp://{}: {}", listen, e.toString());
      }
    }
    if (granted < asked) {
      LOG.warn(
          "udp://{}: asked for a receive buffer of {} bytes, granted {}: raise net.core.rmem_max or"
              + " give the agent CAP_NET_ADMIN",
          listen,
          asked,
          granted);
    } else {
      LOG.info("udp://{}: receive buffer of {} bytes granted", listen, granted);
    }
  }
}
