package io.logboom.inputs.s3;

import java.util.List;

/** What a message of the queue turned out to be. */
sealed interface Notification {

  /**
   * Objects have come to be.
   *
   * @param objects those to look at
   * @param others how many other happenings the message told of, such as removals
   */
  record Objects(List<S3Object> objects, int others) implements Notification {
    public Objects {
      objects = List.copyOf(objects);
    }
  }

  /** S3 tried out whether it may send here. */
  record Test() implements Notification {}

  /**
   * Nothing that announces an object, and known to be so.
   *
   * @param what one or two words, for people
   */
  record Irrelevant(String what) implements Notification {}

  /**
   * Nobody knows. Such a message is never deleted.
   *
   * @param why what was expected and not found, for people
   */
  record Unknown(String why) implements Notification {}
}
