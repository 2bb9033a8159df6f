package io.logboom.inputs.net;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.concurrent.ThreadFactory;

/** How sockets are waited for. */
public enum Transport {
  /** Linux's own way, by a native library. */
  EPOLL {
    @Override
    EventLoopGroup group(int threads, ThreadFactory factory) {
      return new EpollEventLoopGroup(threads, factory);
    }

    @Override
    public Class<? extends ServerSocketChannel> serverChannel() {
      return EpollServerSocketChannel.class;
    }

    @Override
    public Class<? extends DatagramChannel> datagramChannel() {
      return EpollDatagramChannel.class;
    }
  },
  /** The JDK's, which is everywhere. */
  NIO {
    @Override
    EventLoopGroup group(int threads, ThreadFactory factory) {
      return new NioEventLoopGroup(threads, factory);
    }

    @Override
    public Class<? extends ServerSocketChannel> serverChannel() {
      return NioServerSocketChannel.class;
    }

    @Override
    public Class<? extends DatagramChannel> datagramChannel() {
      return NioDatagramChannel.class;
    }
  };

  /**
   * The best there is here. The native library may be missing for this processor, or may not be
   * loadable (Netty unpacks it into {@code java.io.tmpdir}); {@code
   * -Dio.netty.transport.noNative=true} does without it.
   */
  public static Transport best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  abstract EventLoopGroup group(int threads, ThreadFactory factory);

  /** For TCP. */
  public abstract Class<? extends ServerSocketChannel> serverChannel();

  /** For UDP. */
  public abstract Class<? extends DatagramChannel> datagramChannel();
}
