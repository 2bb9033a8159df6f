package io.logboom.core.queue;

/**
 * Told what became of events that were appended, by a thread of the queue. Of events that were also
 * handed on at once, a promise may be kept twice: on disk, and by delivery.
 */
public interface Promise {

  /** They are on disk as far as was asked for, or delivered. */
  void keep();

  /** They are neither, and will not be in this life of the agent. */
  void breakOff(String why);
}
