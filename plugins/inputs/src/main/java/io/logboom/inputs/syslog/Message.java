package io.logboom.inputs.syslog;

/**
 * Where the parts of one message stand in the array it came in, and what else is known of it.
 *
 * <p>One is used again for every message of an event loop, so that reading a message allocates
 * nothing; it belongs to that loop's thread. A part that is not there begins and ends at the same
 * place. The array is the reader's: it is looked at only while the message is being written.
 */
final class Message {

  /** What a message has for a priority when it says none. */
  static final int NO_PRIORITY = -1;

  /** The largest priority there is: facility local7, severity debug. */
  static final int MOST_PRIORITY = 191;

  byte[] bytes = {};
  int from;
  int to;

  int priority;
  final Stamp stamp = new Stamp();
  int hostFrom;
  int hostTo;
  int appFrom;
  int appTo;
  int procidFrom;
  int procidTo;
  int msgidFrom;
  int msgidTo;
  final StructuredData data = new StructuredData();
  int textFrom;
  int textTo;

  // What Cisco's header says besides.
  int sequenceFrom;
  int sequenceTo;
  int nodeFrom;
  int nodeTo;
  boolean unsynchronized;

  /** Nothing but perhaps a priority was understood. */
  boolean unparsed;

  /** There is structured data that is none: it is the beginning of the text. */
  boolean badData;

  /** Begins with a message of which nothing is known. */
  void begin(byte[] array, int start, int end) {
    bytes = array;
    from = start;
    to = end;
    priority = NO_PRIORITY;
    clear();
  }

  /** Forgets all but the priority. */
  void clear() {
    stamp.clear();
    data.clear();
    hostFrom = hostTo = 0;
    appFrom = appTo = 0;
    procidFrom = procidTo = 0;
    msgidFrom = msgidTo = 0;
    textFrom = textTo = to;
    sequenceFrom = sequenceTo = 0;
    nodeFrom = nodeTo = 0;
    unsynchronized = false;
    unparsed = false;
    badData = false;
  }
}
