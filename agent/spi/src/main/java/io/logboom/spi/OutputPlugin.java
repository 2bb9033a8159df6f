package io.logboom.spi;

/** Declares an output. */
public non-sealed interface OutputPlugin<C extends Record> extends Plugin<C> {

  /**
   * Makes one, bound to its section. Opens no connection and reads no file of events: that is for
   * later.
   */
  Output create(C config, Context context) throws Exception;
}
