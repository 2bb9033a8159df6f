package io.logboom.core.flow;

/** Where a pipeline lays events in for one output: its lane, or the queue before that. */
interface Entrance {

  /** Lays events in, without waiting. Their ledger has an entry open for each. */
  void offer(Part part);

  /** Everything that is in now is to be written without waiting for more. */
  void flush();
}
