package io.logboom.inputs.kinesis;

/** Where it is remembered how far one shard is delivered. Used by one thread at a time. */
@FunctionalInterface
interface Checkpoint {

  /**
   * Remembers that everything up to here, this included, is delivered.
   *
   * @return false when that did not work and is to be tried again later
   * @throws LostException when the shard is no longer ours to remember anything of
   */
  boolean note(Position delivered) throws LostException, InterruptedException;

  /** Somebody else reads the shard now. */
  final class LostException extends Exception {
    private static final long serialVersionUID = 1L;

    LostException(Throwable cause) {
      super(cause);
    }
  }
}
