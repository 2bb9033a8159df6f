package io.logboom.filters.select;

/** A step from a JSON value to one inside it. */
public sealed interface Step {

  /**
   * To the field of that name, in an object.
   *
   * @param name decoded
   */
  record Name(String name) implements Step {}

  /**
   * To the item of that number, in an array.
   *
   * @param index from 0
   */
  record Item(int index) implements Step {

    /**
     * An item.
     *
     * @throws IllegalArgumentException when the number is negative
     */
    public Item {
      if (index < 0) {
        throw new IllegalArgumentException("items are numbered from 0");
      }
    }
  }

  /**
   * To the field of that name in an object; in an array, when the name is a number, to that item.
   * As dotted paths have it: {@code resources.0.ARN}.
   *
   * @param name decoded
   */
  record Key(String name) implements Step {}

  /** To each field of an object. */
  record EachField() implements Step {}

  /** To each item of an array. */
  record EachItem() implements Step {}
}
