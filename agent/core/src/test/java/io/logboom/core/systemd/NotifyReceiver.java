package io.logboom.core.systemd;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A supervisor's end of the socket: keeps every message that comes, in their order. */
@SuppressWarnings("restricted")
public final class NotifyReceiver implements AutoCloseable {
  private static final int UNIX = 1;
  private static final int DATAGRAMS = 2;
  private static final int READABLE = 1;
  private static final int PATIENCE_MILLIS = 50;

  private final Arena arena = Arena.ofShared();
  private final MethodHandle poll = function("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private final MethodHandle recv =
      function("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private final MethodHandle close = function("close", JAVA_INT, JAVA_INT);
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final int socket;
  private final Thread thread;
  private volatile boolean closed;

  private NotifyReceiver(String name, boolean listening) throws Throwable {
    socket =
        (int)
            function("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT)
                .invokeExact(UNIX, DATAGRAMS, 0);
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    if (path[0] == '@') {
      path[0] = 0;
    }
    var address = arena.allocate(Short.BYTES + path.length, Short.BYTES);
    address.set(JAVA_SHORT, 0, (short) UNIX);
    MemorySegment.copy(path, 0, address, JAVA_BYTE, Short.BYTES, path.length);
    int bound =
        (int)
            function("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT)
                .invokeExact(socket, address, (int) address.byteSize());
    if (socket < 0 || bound != 0) {
      throw new IllegalStateException("cannot listen on " + name);
    }
    thread = Thread.ofPlatform().name("notify-receiver").unstarted(this::receive);
    if (listening) {
      thread.start();
    }
  }

  private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... types) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, types));
  }

  /**
   * Listens.
   *
   * @param name a path, or a name after {@code @}
   */
  public static NotifyReceiver on(String name) {
    return open(name, true);
  }

  /** A socket that nobody reads from. */
  static NotifyReceiver deaf(String name) {
    return open(name, false);
  }

  private static NotifyReceiver open(String name, boolean listening) {
    try {
      return new NotifyReceiver(name, listening);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private void receive() {
    var wanted = arena.allocate(8, 4);
    var room = arena.allocate(8192);
    while (!closed) {
      wanted.set(JAVA_INT, 0, socket);
      wanted.set(JAVA_SHORT, 4, (short) READABLE);
      try {
        if ((int) poll.invokeExact(wanted, 1L, PATIENCE_MILLIS) > 0) {
          long length = (long) recv.invokeExact(socket, room, room.byteSize(), 0);
          byte[] text = room.asSlice(0, length).toArray(JAVA_BYTE);
          messages.add(new String(text, StandardCharsets.UTF_8));
        }
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** What came until now. */
  public List<String> messages() {
    return messages;
  }

  /** All lines of these that begin so. */
  public List<String> lines(String prefix) {
    return messages.stream()
        .flatMap(message -> Arrays.stream(message.split("\n", -1)))
        .filter(line -> line.startsWith(prefix))
        .toList();
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
      int done = (int) close.invokeExact(socket);
      if (done != 0) {
        throw new IllegalStateException("cannot be closed");
      }
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    arena.close();
  }
}
