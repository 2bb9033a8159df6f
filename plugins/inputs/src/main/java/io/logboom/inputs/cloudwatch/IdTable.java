package io.logboom.inputs.cloudwatch;

import java.lang.foreign.MemorySegment;

/**
 * A set of ids by their fingerprints: a table with two longs a place, where an id lies at the place
 * its bits say or at the next free one. It grows when three quarters of its places are taken, so an
 * id takes 21 to 43 bytes. For one thread at a time.
 */
final class IdTable {
  private static final int FIRST_PLACES = 4;

  private final Room room;
  private Room.Block block;
  private int places = FIRST_PLACES;
  private int size;

  IdTable(Room room) {
    this.room = room;
    this.block = room.allocate(2 * FIRST_PLACES);
  }

  /** Adds an id; false when it was there. */
  boolean add(Fingerprint id) {
    return add(id.high(), id.low());
  }

  boolean add(long high, long low) {
    long second = taken(high, low);
    int place = find(block.longs, places, high, second);
    if (place < 0) {
      return false;
    }
    if (size + 1 > places / 4 * 3) {
      grow();
      place = find(block.longs, places, high, second);
    }
    put(block.longs, place, high, second);
    size++;
    return true;
  }

  boolean contains(Fingerprint id) {
    return find(block.longs, places, id.high(), taken(id.high(), id.low())) < 0;
  }

  int size() {
    return size;
  }

  /** All of them. */
  Fingerprints all() {
    var all = new long[2 * size];
    int at = 0;
    for (int place = 0; place < places; place++) {
      long high = Room.at(block.longs, 2 * place);
      long low = Room.at(block.longs, 2 * place + 1);
      if ((high | low) != 0) {
        all[at++] = high;
        all[at++] = low;
      }
    }
    return new Fingerprints(all);
  }

  /** Gives its room back; nothing may be asked of it afterwards. */
  void free() {
    block.free();
  }

  private void grow() {
    int more = Math.multiplyExact(places, 2);
    var larger = room.allocate(Math.multiplyExact(more, 2));
    for (int place = 0; place < places; place++) {
      long high = Room.at(block.longs, 2 * place);
      long low = Room.at(block.longs, 2 * place + 1);
      if ((high | low) != 0) {
        put(larger.longs, find(larger.longs, more, high, low), high, low);
      }
    }
    block.free();
    block = larger;
    places = more;
  }

  /** A free place for it; -1 when it is there. */
  private static int find(MemorySegment longs, int places, long high, long low) {
    int place = (int) low & (places - 1);
    while (true) {
      long otherHigh = Room.at(longs, 2 * place);
      long otherLow = Room.at(longs, 2 * place + 1);
      if ((otherHigh | otherLow) == 0) {
        return place;
      }
      if (otherHigh == high && otherLow == low) {
        return -1;
      }
      place = (place + 1) & (places - 1);
    }
  }

  private static void put(MemorySegment longs, int place, long high, long low) {
    Room.set(longs, 2 * place, high);
    Room.set(longs, 2 * place + 1, low);
  }

  /** Two zeroes say that a place is free, so no id may be that. */
  private static long taken(long high, long low) {
    return (high | low) == 0 ? 1 : low;
  }
}
