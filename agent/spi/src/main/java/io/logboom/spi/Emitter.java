package io.logboom.spi;

/** The way into the pipeline. Safe for use by many threads at once. */
public interface Emitter {

  /**
   * Hands a batch on. Blocks while the pipeline is full: that is the whole of backpressure. From
   * here the batch and its arrays belong to the engine.
   *
   * @return the promise that tells when the source may forget the batch
   */
  Delivery emit(Batch batch) throws InterruptedException;

  /**
   * Says that nothing more will come for a while: outputs need not wait for their batches to fill.
   * A finite input calls it after its last batch, before it awaits; no input needs to call it.
   */
  default void flush() {}
}
