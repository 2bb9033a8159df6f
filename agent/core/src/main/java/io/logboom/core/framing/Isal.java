package io.logboom.core.framing;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The functions of Intel's ISA-L that undo deflate data, where the machine has that library. Safe
 * for use by many threads, each with a state of its own.
 */
@SuppressWarnings("restricted") // Native code is what this is for.
final class Isal {
  private static final Logger LOG = LoggerFactory.getLogger(Isal.class);

  /** The number changes when the layout of the state does. */
  private static final String LIBRARY = "libisal.so.2";

  private final MethodHandle init;
  private final MethodHandle inflate;

  private Isal(SymbolLookup library) {
    var linker = Linker.nativeLinker();
    // A call takes some 0.1 ms and never calls back, so it need not step aside for the collector.
    var brief = Linker.Option.critical(false);
    // One descriptor for both: Java makes classes for each. What isal_inflate_init, which returns
    // nothing, seems to return means nothing.
    var descriptor = FunctionDescriptor.of(JAVA_INT, ADDRESS);
    init = linker.downcallHandle(library.findOrThrow("isal_inflate_init"), descriptor, brief);
    inflate = linker.downcallHandle(library.findOrThrow("isal_inflate"), descriptor, brief);
  }

  /** The library; none when the machine has none, or one that does not do what it should. */
  static Optional<Isal> find() {
    Isal isal;
    try {
      isal = new Isal(SymbolLookup.libraryLookup(LIBRARY, Arena.global()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (!works(isal)) {
      LOG.warn("{} is passed over: it is not what its name says", LIBRARY);
      return Optional.empty();
    }
    return Optional.of(isal);
  }

  /** Whether the members of the state stand where {@link IsalInflate} looks for them. */
  private static boolean works(Isal isal) {
    // The last block, stored, of two bytes (RFC 1951 §3.2.4), and three bytes behind it.
    byte[] data = {1, 2, 0, -3, -1, 'o', 'k', 'a', 'y', '!'};
    byte[] text = new byte[data.length];
    var inflate = new IsalInflate(isal);
    try {
      inflate.input(data, 0, data.length);
      return inflate.read(text, 0, text.length) == 2
          && text[0] == 'o'
          && text[1] == 'k'
          && inflate.finished()
          && inflate.unread() == 3;
    } finally {
      inflate.end();
    }
  }

  /** Makes a state ready for raw deflate data. */
  void init(MemorySegment state) {
    try {
      int _ = (int) init.invokeExact(state);
    } catch (Throwable e) {
      throw new AssertionError("native functions throw nothing", e);
    }
  }

  /**
   * Goes on with a state, up to the end of its input, of its output or of the data.
   *
   * @return below 0 when the data is broken
   */
  int inflate(MemorySegment state) {
    try {
      return (int) inflate.invokeExact(state);
    } catch (Throwable e) {
      throw new AssertionError("native functions throw nothing", e);
    }
  }
}
