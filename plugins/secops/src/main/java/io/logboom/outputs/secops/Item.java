package io.logboom.outputs.secops;

import io.logboom.spi.Event;

/**
 * An event as it stands in a request. The array is the event's own where that holds what is sent,
 * so it is good as long as the batch is, and nobody may change it.
 */
final class Item {
  final Event event;
  final byte[] array;
  final int offset;
  final int length;

  /**
   * @param event that it is made of
   */
  Item(Event event, byte[] array, int offset, int length) {
    this.event = event;
    this.array = array;
    this.offset = offset;
    this.length = length;
  }
}
