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

  /**
   * Says that the input now reads: it has connected, it listens, its first poll was answered. The
   * agent is ready, and says so to whoever started it, once all of its inputs are; so every input
   * calls this, also when there is nothing to read yet. A first {@link #emit} says as much. To be
   * called on any thread, as often as it is true; it returns at once.
   */
  default void ready() {}

  /**
   * Says that the input cannot reach what it reads and goes on trying; {@link #ready} again when it
   * can. Not for what other parts of the pipeline are the cause of, nor for being told to be
   * slower. To be called on any thread, as often as it is true; it returns at once.
   *
   * @param why for people, in a line, without a secret: it is shown by the agent's status
   */
  default void unready(String why) {}
}
