package io.logboom.spi;

/** Where a filter hands its events on. Used by the calling thread only, during the call only. */
public interface Next {

  /** Passes an event on. */
  void accept(Event event);

  /**
   * Counts the event as dropped on purpose, for this reason: one or two words, kebab-case ({@code
   * digest}, {@code control-message}). Handing on nothing drops an event too; this gives it a name
   * in the counters.
   */
  void drop(String reason);

  /**
   * Sends one event where the filter's {@code on-error} says, and leaves the others alone: for a
   * broken part of an envelope whose other parts are sound. Throwing from {@link Filter#apply} does
   * the same to the whole event that came in.
   *
   * @param reason the kind of fault, for counters, and what is wrong, for people
   */
  void reject(Event event, MalformedException reason);

  /**
   * Room for a new event's bytes, in an array of the batch's own: begin, write, then {@link
   * Event#with(Bytes)}. The same object at each call, so the row must be finished before the event
   * is passed on.
   */
  Bytes bytes();
}
