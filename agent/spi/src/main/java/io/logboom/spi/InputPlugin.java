package io.logboom.spi;

/** Declares an input. */
public non-sealed interface InputPlugin<C extends Record> extends Plugin<C> {

  /**
   * Makes one, bound to its section. Opens no connection and reads no file of events: that is for
   * later.
   */
  Input create(C config, Context context) throws Exception;
}
