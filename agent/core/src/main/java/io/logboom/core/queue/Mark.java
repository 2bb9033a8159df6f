package io.logboom.core.queue;

/** A place in a queue. */
record Mark(Segment segment, long offset) {}
