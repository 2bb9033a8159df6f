package io.logboom.core.systemd;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/**
 * The socket that a supervisor listens on: datagrams in the domain of Unix (unix(7)), which the JDK
 * has not, so it is asked of the C library. Made, used and closed by one thread.
 *
 * <p>The numbers are those of Linux, which are the same for x86-64 and aarch64.
 */
@SuppressWarnings("restricted") // Native code is what this is for.
final class NotifySocket implements AutoCloseable {
  private static final short AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;

  /** The room for a path in {@code struct sockaddr_un}. */
  private static final int LONGEST = 108;

  private final Arena arena = Arena.ofConfined();
  private final MethodHandle sendto;
  private final MethodHandle close;
  private final VarHandle errno;
  private final MemorySegment errors;
  private final MemorySegment address;
  private final int socket;

  /**
   * @param name the path of the socket; of one in the abstract namespace, its name after {@code @}
   * @throws IOException when there can be no such socket, or this process cannot have one
   */
  NotifySocket(String name) throws IOException {
    try {
      address = address(name);
      var linker = Linker.nativeLinker();
      var layout = Linker.Option.captureStateLayout();
      errno = layout.varHandle(MemoryLayout.PathElement.groupElement("errno"));
      errors = arena.allocate(layout);
      var keeps = Linker.Option.captureCallState("errno");
      var library = linker.defaultLookup();
      sendto =
          linker.downcallHandle(
              library.findOrThrow("sendto"),
              FunctionDescriptor.of(
                  JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT),
              keeps);
      close =
          linker.downcallHandle(
              library.findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
      var open =
          linker.downcallHandle(
              library.findOrThrow("socket"),
              FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
              keeps);
      socket = opened(open);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private int opened(MethodHandle open) throws IOException {
    int descriptor;
    try {
      descriptor = (int) open.invokeExact(errors, (int) AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    } catch (Throwable e) {
      throw new AssertionError("native functions throw nothing", e);
    }
    if (descriptor < 0) {
      throw failed("no socket");
    }
    return descriptor;
  }

  private MemorySegment address(String name) throws IOException {
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    boolean isAbstract = name.startsWith("@");
    if (path.length < 2 || (!isAbstract && path[0] != '/')) {
      throw new IOException("not the address of a socket on this machine");
    }
    if (isAbstract) {
      path[0] = 0;
    }
    // A path ends with a zero byte; an abstract name may hold any, and ends where the address does.
    int room = path.length + (isAbstract ? 0 : 1);
    if (room > LONGEST) {
      throw new IOException("longer than " + LONGEST + " bytes");
    }
    var made = arena.allocate(Short.BYTES + room, Short.BYTES);
    made.set(JAVA_SHORT, 0, AF_UNIX);
    MemorySegment.copy(path, 0, made, JAVA_BYTE, Short.BYTES, path.length);
    return made;
  }

  /**
   * Sends one message; waits while the receiver has no room for it.
   *
   * @throws IOException when nobody receives it
   */
  void send(String message) throws IOException {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    long sent;
    try (var brief = Arena.ofConfined()) {
      var copy = brief.allocateFrom(JAVA_BYTE, bytes);
      try {
        sent =
            (long)
                sendto.invokeExact(
                    errors,
                    socket,
                    copy,
                    (long) bytes.length,
                    MSG_NOSIGNAL,
                    address,
                    (int) address.byteSize());
      } catch (Throwable e) {
        throw new AssertionError("native functions throw nothing", e);
      }
    }
    if (sent != bytes.length) {
      throw failed("not sent");
    }
  }

  private IOException failed(String what) {
    return new IOException(what + ": errno " + (int) errno.get(errors, 0L));
  }

  @Override
  public void close() {
    try {
      int result = (int) close.invokeExact(socket);
      assert result == 0 : "the descriptor is our own";
    } catch (Throwable e) {
      throw new AssertionError("native functions throw nothing", e);
    }
    arena.close();
  }
}
