package io.logboom.core.admin;

import com.sun.net.httpserver.HttpServer;
import io.logboom.core.config.AdminConfig;
import io.logboom.core.telemetry.Rates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin endpoint: the JDK's own server ({@code jdk.httpserver}), a virtual thread for each
 * request. It begins to listen on a thread of its own, for the agent's inputs not to wait for it.
 */
public final class Admin implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Admin.class);

  /** Connections that may wait to be accepted. */
  private static final int BACKLOG = 32;

  private final AdminConfig config;
  private final Watched agent;
  private final Thread thread;
  private final CompletableFuture<InetSocketAddress> address = new CompletableFuture<>();

  private Admin(AdminConfig config, Watched agent) {
    this.config = config;
    this.agent = agent;
    this.thread = Thread.ofVirtual().name("logboom-admin").unstarted(this::run);
  }

  /** Begins to listen, if the configuration has an endpoint. */
  public static Admin start(AdminConfig config, Watched agent) {
    var admin = new Admin(config, agent);
    if (config.enabled()) {
      admin.thread.start();
    }
    return admin;
  }

  /** Where it listens, once it does; fails when it cannot. */
  public Future<InetSocketAddress> address() {
    return address;
  }

  private void run() {
    var wanted = config.listen().orElse(AdminConfig.USUAL);
    limits();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      var bound = wanted.resolved();
      if (bound.isUnresolved()) {
        throw new SocketException("there is no address for " + wanted.host());
      }
      var server = HttpServer.create(bound, BACKLOG);
      try {
        server.setExecutor(threads);
        boolean local = bound.getAddress().isLoopbackAddress();
        server.createContext("/", new Endpoint(new Gate(config, local), agent));
        server.start();
        LOG.info("admin endpoint: http://{}", shown(server.getAddress()));
        address.complete(server.getAddress());
        lookAtTimes();
      } finally {
        server.stop(0);
      }
    } catch (IOException e) {
      address.completeExceptionally(e);
      cannotListen(wanted + ": " + e.getMessage());
    } catch (InterruptedException e) {
      // This is how the end is told.
      Thread.currentThread().interrupt();
    } finally {
      threads.shutdownNow();
    }
  }

  private void lookAtTimes() throws InterruptedException {
    while (true) {
      agent.telemetry().rates().look();
      Thread.sleep(Rates.PAUSE);
    }
  }

  private void cannotListen(String why) {
    if (config.listen().isPresent()) {
      agent.fail("admin: cannot listen on " + why);
    } else {
      LOG.warn(
          "no admin endpoint: cannot listen on {}; admin.listen tells another address,"
              + " admin.enabled = false that none is wanted",
          why);
    }
  }

  /** The JDK's server is told by properties of the system how much it bears. */
  private static void limits() {
    for (var limit :
        List.of(
            "jdk.httpserver.maxConnections=256",
            "sun.net.httpserver.idleInterval=30",
            "sun.net.httpserver.maxIdleConnections=16",
            "sun.net.httpserver.maxReqHeaders=50",
            "sun.net.httpserver.maxReqHeaderSize=16384",
            "sun.net.httpserver.maxReqTime=10",
            "sun.net.httpserver.maxRspTime=30",
            "sun.net.httpserver.nodelay=true")) {
      int equals = limit.indexOf('=');
      if (System.getProperty(limit.substring(0, equals)) == null) {
        System.setProperty(limit.substring(0, equals), limit.substring(equals + 1));
      }
    }
  }

  private static String shown(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** Answers nobody any more. */
  @Override
  public void close() {
    thread.interrupt();
    if (config.enabled()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
