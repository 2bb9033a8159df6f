package io.logboom.outputs.secops;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A method of the API: where it is, what goes around its items, what it takes. There is one for
 * each method and log type. Immutable.
 */
final class Call {
  private final URI uri;
  private final byte[] head;
  private final byte[] itemHead;
  private final byte[] itemTail;
  private final byte[] tail;
  private final int most;
  private final String permission;

  /**
   * @param around what a body begins with, each item begins and ends with, and a body ends with
   * @param most bytes of a body
   * @param permission that its caller needs, as people know it
   */
  Call(URI uri, Around around, int most, String permission) {
    this.uri = uri;
    this.head = around.head().getBytes(StandardCharsets.UTF_8);
    this.itemHead = around.itemHead().getBytes(StandardCharsets.UTF_8);
    this.itemTail = around.itemTail().getBytes(StandardCharsets.UTF_8);
    this.tail = around.tail().getBytes(StandardCharsets.UTF_8);
    this.most = most;
    this.permission = permission;
  }

  /** What goes around items. */
  record Around(String head, String itemHead, String itemTail, String tail) {}

  URI uri() {
    return uri;
  }

  int most() {
    return most;
  }

  String permission() {
    return permission;
  }

  /** What a body of no items takes. */
  int frame() {
    return head.length + tail.length;
  }

  /** What an item takes in a body, the comma included. */
  int size(Item item) {
    return itemHead.length + item.length + itemTail.length + 1;
  }

  /** A body of these; the same for the same items. */
  byte[] body(List<Item> items) {
    int size = frame() - 1;
    for (var item : items) {
      size += size(item);
    }
    var body = new byte[size];
    int at = put(head, body, 0);
    for (var item : items) {
      if (at > head.length) {
        body[at++] = ',';
      }
      at = put(itemHead, body, at);
      System.arraycopy(item.array, item.offset, body, at, item.length);
      at = put(itemTail, body, at + item.length);
    }
    put(tail, body, at);
    return body;
  }

  private static int put(byte[] from, byte[] to, int at) {
    System.arraycopy(from, 0, to, at, from.length);
    return at + from.length;
  }
}
