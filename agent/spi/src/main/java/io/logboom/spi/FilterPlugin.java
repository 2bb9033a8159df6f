package io.logboom.spi;

/** Declares a filter. */
public non-sealed interface FilterPlugin<C extends Record> extends Plugin<C> {

  /**
   * Makes one, bound to its section. Opens no connection and reads no file of events: that is for
   * later.
   */
  Filter create(C config, Context context) throws Exception;
}
