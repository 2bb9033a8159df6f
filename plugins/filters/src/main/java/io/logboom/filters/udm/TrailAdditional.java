package io.logboom.filters.udm;

import static io.logboom.filters.udm.TrailRecord.ADDITIONAL_EVENT_DATA;
import static io.logboom.filters.udm.TrailRecord.EVENT_ID;
import static io.logboom.filters.udm.TrailRecord.EVENT_NAME;
import static io.logboom.filters.udm.TrailRecord.REQUEST_PARAMETERS;
import static io.logboom.filters.udm.TrailRecord.RESOURCES;
import static io.logboom.filters.udm.TrailRecord.RESPONSE_ELEMENTS;
import static io.logboom.filters.udm.TrailRecord.SOURCE_IP_ADDRESS;

import java.util.BitSet;

/**
 * Writes what UDM has no place for, under the names the record has for it; and decides what is left
 * out of an event that would be too large. Belongs to one thread.
 */
final class TrailAdditional {
  private static final byte[] ACCESS_KEY_ID = UdmWord.bytes("accessKeyId");
  private static final byte[] USER_IDENTITY = UdmWord.bytes("userIdentity");
  private static final byte[] SESSION_CONTEXT = UdmWord.bytes("sessionContext");
  private static final byte[] ON_BEHALF_OF = UdmWord.bytes("onBehalfOf");
  private static final byte[] SESSION_ISSUER = UdmWord.bytes("sessionIssuer");
  private static final byte[] ATTRIBUTES = UdmWord.bytes("attributes");
  private static final byte[] TLS_DETAILS = UdmWord.bytes("tlsDetails");
  private static final byte[] NAME_OF_EVENT_NAME = UdmWord.bytes("eventName");
  private static final byte[] NAME_OF_EVENT_ID = UdmWord.bytes("eventID");
  private static final byte[] NAME_OF_ADDRESS = UdmWord.bytes("sourceIPAddress");
  private static final byte[] NAME_OF_PARAMETERS = UdmWord.bytes("requestParameters");
  private static final byte[] NAME_OF_ELEMENTS = UdmWord.bytes("responseElements");
  private static final byte[] NAME_OF_DATA = UdmWord.bytes("additionalEventData");
  private static final byte[] NAME_OF_RESOURCES = UdmWord.bytes("resources");

  /** The fields of a record with a place of their own that may be left out when it is too large. */
  private static final int[] LARGE = {
    REQUEST_PARAMETERS, RESPONSE_ELEMENTS, ADDITIONAL_EVENT_DATA, RESOURCES
  };

  private final TrailRecord record;
  private final TrailPrincipal principal;
  private final JsonOut out;

  /** By number: the {@link #LARGE} ones, then the rest of the record's top level. */
  private final BitSet omitted = new BitSet();

  TrailAdditional(TrailRecord record, TrailPrincipal principal, JsonOut out) {
    this.record = record;
    this.principal = principal;
    this.out = out;
  }

  /** Forgets what was left out of the last event. */
  void clear() {
    if (!omitted.isEmpty()) {
      omitted.clear();
    }
  }

  /**
   * Leaves out the largest value that is still there, of those that are no identity, name or time.
   *
   * @return false when there is nothing more to leave out
   */
  boolean omitLargest() {
    int largest = -1;
    int most = 0;
    for (int i = 0; i < LARGE.length + record.top.rest().size(); i++) {
      int length = length(i);
      if (!omitted.get(i) && length > most) {
        largest = i;
        most = length;
      }
    }
    if (largest < 0) {
      return false;
    }
    omitted.set(largest);
    if (largest < LARGE.length) {
      switch (LARGE[largest]) {
        case REQUEST_PARAMETERS -> record.parameters.clear();
        case RESOURCES -> record.resources.clear();
        default -> {}
      }
    }
    return true;
  }

  private int length(int i) {
    if (i < LARGE.length) {
      return record.top.length(LARGE[i]);
    }
    var rest = record.top.rest();
    return rest.end(i - LARGE.length) - rest.start(i - LARGE.length);
  }

  /**
   * @param nameCut whether eventName was too long for its place
   * @param idCut whether eventID was
   */
  void write(boolean nameCut, boolean idCut) {
    var top = record.top;
    byte[] array = top.array();
    int additional = out.object(UdmName.ADDITIONAL);
    copy(ACCESS_KEY_ID, record.identity, TrailRecord.ACCESS_KEY_ID);
    if (nameCut) {
      copy(NAME_OF_EVENT_NAME, top, EVENT_NAME);
    }
    if (idCut) {
      copy(NAME_OF_EVENT_ID, top, EVENT_ID);
    }
    if (principal.leavesAddress()) {
      copy(NAME_OF_ADDRESS, top, SOURCE_IP_ADDRESS);
    }
    parameters();
    large(1, NAME_OF_ELEMENTS);
    large(2, NAME_OF_DATA);
    if (!record.resourcesListed() || omitted.get(3)) {
      large(3, NAME_OF_RESOURCES);
    }
    identity();
    record.tls.rest().write(TLS_DETAILS, array, out);
    var rest = top.rest();
    for (int i = 0; i < rest.size(); i++) {
      if (omitted.get(LARGE.length + i)) {
        rest.writeOmitted(i, array, out);
      } else {
        rest.write(i, array, out);
      }
    }
    out.close(additional);
  }

  private void parameters() {
    if (omitted.get(0)) {
      large(0, NAME_OF_PARAMETERS);
      return;
    }
    int parameters = out.object(NAME_OF_PARAMETERS, 0, NAME_OF_PARAMETERS.length);
    record.parameters.nested(out);
    out.close(parameters);
  }

  private void large(int i, byte[] name) {
    if (omitted.get(i)) {
      out.raw(name, omission(length(i)));
    } else {
      copy(name, record.top, LARGE[i]);
    }
  }

  /** What stands for a value that was left out, as CloudTrail itself has it. */
  static byte[] omission(int length) {
    return UdmWord.bytes("{\"omitted\":true,\"originalSize\":" + length + "}");
  }

  private void identity() {
    byte[] array = record.top.array();
    int identity = out.object(USER_IDENTITY, 0, USER_IDENTITY.length);
    record.identity.rest().write(array, out);
    record.behalf.rest().write(ON_BEHALF_OF, array, out);
    int context = out.object(SESSION_CONTEXT, 0, SESSION_CONTEXT.length);
    record.session.rest().write(array, out);
    record.issuer.rest().write(SESSION_ISSUER, array, out);
    record.attributes.rest().write(ATTRIBUTES, array, out);
    out.close(context);
    out.close(identity);
  }

  private void copy(byte[] name, Part part, int field) {
    if (part.has(field)) {
      out.copy(name, part.array(), part.start(field), part.end(field));
    }
  }
}
