package io.logboom.filters.udm;

import io.logboom.filters.JsonItems;
import io.logboom.spi.MalformedException;

/**
 * Writes the nouns of users, roles and groups: the parts of an entity that say what it is, for the
 * entity itself and for those it is related to. Belongs to one thread.
 */
final class IamNoun {
  private static final byte[] USER_SUBTYPE = UdmWord.quoted("User");
  private static final byte[] ACCESS_POLICY = UdmWord.quoted("ACCESS_POLICY");
  private static final byte[] AMAZON = UdmWord.quoted("AMAZON_WEB_SERVICES");
  private static final byte[] PATH = UdmWord.bytes("path");
  private static final byte[] IS_TRUNCATED = UdmWord.bytes("is_truncated");
  private static final byte[] MARKER = UdmWord.bytes("marker");
  private static final byte[] BOUNDARY_ARN = UdmWord.bytes("permissions_boundary_arn");
  private static final byte[] BOUNDARY_TYPE = UdmWord.bytes("permissions_boundary_type");
  private static final byte[] LAST_USED_DATE = UdmWord.bytes("role_last_used_date");
  private static final byte[] MAX_SESSION = UdmWord.bytes("max_session_duration");

  private final JsonOut out;
  private final IamObject nested = new IamObject();

  IamNoun(JsonOut out) {
    this.out = out;
  }

  /** Writes what a user or group is as a resource: its ARN and its boundary. */
  void resourceOf(IamObject from, boolean withCloud) throws MalformedException {
    int resource = out.object(UdmName.RESOURCE);
    text(UdmName.NAME, from, IamName.ARN);
    out.word(UdmName.RESOURCE_SUBTYPE, USER_SUBTYPE);
    int attribute = out.object(UdmName.ATTRIBUTE);
    if (withCloud) {
      cloud();
    }
    int labels = out.array(UdmName.LABELS);
    boundary(from);
    out.closeArray(labels);
    out.close(attribute);
    out.close(resource);
  }

  /**
   * Writes a user.
   *
   * @param restAsLabels whether what is known to no table becomes labels, as a relation has no
   *     other room for it
   */
  void user(IamObject from, boolean restAsLabels) throws MalformedException {
    int user = out.object(UdmName.USER);
    text(UdmName.USERID, from, IamName.USER_NAME);
    text(UdmName.PRODUCT_OBJECT_ID, from, IamName.USER_ID);
    time(UdmName.LAST_LOGIN_TIME, from, IamName.PASSWORD_LAST_USED);
    groupIdentifiers(from);
    int attribute = out.object(UdmName.ATTRIBUTE);
    time(UdmName.CREATION_TIME, from, IamName.CREATE_DATE);
    permissions(from);
    int labels = out.array(UdmName.LABELS);
    label(PATH, from, IamName.PATH);
    tags(from);
    if (restAsLabels) {
      from.writeRestAsLabels(out);
    }
    out.closeArray(labels);
    out.close(attribute);
    out.close(user);
  }

  /** Writes a role, which is a resource, and where it was used last. */
  void role(IamObject from) throws MalformedException {
    int resource = out.object(UdmName.RESOURCE);
    text(UdmName.NAME, from, IamName.ARN);
    out.word(UdmName.RESOURCE_TYPE, ACCESS_POLICY);
    text(UdmName.PRODUCT_OBJECT_ID, from, IamName.ROLE_ID);
    int attribute = out.object(UdmName.ATTRIBUTE);
    cloud();
    time(UdmName.CREATION_TIME, from, IamName.CREATE_DATE);
    permissions(from);
    int roles = out.array(UdmName.ROLES);
    int role = out.item();
    text(UdmName.NAME, from, IamName.ROLE_NAME);
    out.close(role);
    out.closeArray(roles);
    int labels = out.array(UdmName.LABELS);
    label(PATH, from, IamName.PATH);
    boundary(from);
    lastUsed(from);
    if (from.take(IamName.MAX_SESSION_DURATION)) {
      out.label(
          MAX_SESSION,
          from.array(),
          from.start(IamName.MAX_SESSION_DURATION),
          from.end(IamName.MAX_SESSION_DURATION));
    }
    tags(from);
    out.closeArray(labels);
    out.close(attribute);
    out.close(resource);
    location(from);
  }

  /**
   * Writes a group.
   *
   * @param page what the group came in, which says whether there are more users of it
   */
  void group(IamObject from, IamObject page) throws MalformedException {
    int group = out.object(UdmName.GROUP);
    text(UdmName.PRODUCT_OBJECT_ID, from, IamName.GROUP_ID);
    text(UdmName.GROUP_DISPLAY_NAME, from, IamName.GROUP_NAME);
    int addresses = out.array(UdmName.EMAIL_ADDRESSES);
    out.text(from.array(), from.start(IamName.GROUP_NAME), from.end(IamName.GROUP_NAME));
    out.closeArray(addresses);
    int attribute = out.object(UdmName.ATTRIBUTE);
    time(UdmName.CREATION_TIME, from, IamName.CREATE_DATE);
    permissions(from);
    int labels = out.array(UdmName.LABELS);
    label(PATH, from, IamName.PATH);
    truncated(page);
    label(MARKER, page, IamName.MARKER);
    tags(from);
    out.closeArray(labels);
    out.close(attribute);
    out.close(group);
  }

  /** Writes of a group what others need to find it. */
  void briefly(IamObject from) throws MalformedException {
    int resource = out.object(UdmName.RESOURCE);
    text(UdmName.NAME, from, IamName.ARN);
    out.close(resource);
    int group = out.object(UdmName.GROUP);
    text(UdmName.PRODUCT_OBJECT_ID, from, IamName.GROUP_ID);
    text(UdmName.GROUP_DISPLAY_NAME, from, IamName.GROUP_NAME);
    out.close(group);
  }

  /** Writes a string member as a field, when it is there. */
  void text(UdmName name, IamObject from, IamName member) throws MalformedException {
    if (from.takeText(member)) {
      out.text(name, from.array(), from.start(member), from.end(member));
    }
  }

  /** Writes a field that is a time, if it is there. */
  void time(UdmName name, IamObject from, IamName member) throws MalformedException {
    if (from.takeText(member)) {
      IamTime.write(name, from, member, out);
    }
  }

  private void label(byte[] key, IamObject from, IamName member) throws MalformedException {
    if (from.takeText(member)) {
      out.label(key, from.array(), from.start(member), from.end(member));
    }
  }

  private void cloud() {
    int cloud = out.object(UdmName.CLOUD);
    out.word(UdmName.ENVIRONMENT, AMAZON);
    out.close(cloud);
  }

  private void truncated(IamObject page) throws MalformedException {
    if (page.take(IamName.IS_TRUNCATED)) {
      byte[] array = page.array();
      int start = page.start(IamName.IS_TRUNCATED);
      if (array[start] != 't' && array[start] != 'f') {
        throw page.wrong(IamName.IS_TRUNCATED, "is neither true nor false");
      }
      out.label(IS_TRUNCATED, array, start, page.end(IamName.IS_TRUNCATED));
    }
  }

  private void boundary(IamObject from) throws MalformedException {
    if (from.take(IamName.PERMISSIONS_BOUNDARY)) {
      nested.readMember(from, IamName.PERMISSIONS_BOUNDARY);
      label(BOUNDARY_ARN, nested, IamName.PERMISSIONS_BOUNDARY_ARN);
      label(BOUNDARY_TYPE, nested, IamName.PERMISSIONS_BOUNDARY_TYPE);
      keepRest(from, IamName.PERMISSIONS_BOUNDARY);
    }
  }

  private void lastUsed(IamObject from) throws MalformedException {
    if (from.take(IamName.ROLE_LAST_USED)) {
      nested.readMember(from, IamName.ROLE_LAST_USED);
      label(LAST_USED_DATE, nested, IamName.LAST_USED_DATE);
      nested.take(IamName.REGION);
      keepRest(from, IamName.ROLE_LAST_USED);
    }
  }

  private void location(IamObject from) throws MalformedException {
    if (from.has(IamName.ROLE_LAST_USED)) {
      nested.readMember(from, IamName.ROLE_LAST_USED);
      int location = out.object(UdmName.LOCATION);
      text(UdmName.NAME, nested, IamName.REGION);
      out.close(location);
    }
  }

  private void tags(IamObject from) throws MalformedException {
    if (!from.take(IamName.TAGS)) {
      return;
    }
    var items = from.items(IamName.TAGS);
    while (items.next()) {
      nested.readItem(from, IamName.TAGS, items);
      need(IamName.TAG_KEY);
      need(IamName.TAG_VALUE);
      byte[] array = nested.array();
      int key = nested.start(IamName.TAG_KEY);
      int keyEnd = nested.end(IamName.TAG_KEY);
      if (keyEnd - key == 2) {
        throw nested.wrong(IamName.TAG_KEY, "is empty");
      }
      out.label(
          array,
          key + 1,
          keyEnd - 1,
          array,
          nested.start(IamName.TAG_VALUE),
          nested.end(IamName.TAG_VALUE));
      keepRest(from, IamName.TAGS);
    }
  }

  private void groupIdentifiers(IamObject from) throws MalformedException {
    if (!from.take(IamName.GROUP_LIST)) {
      return;
    }
    int identifiers = out.array(UdmName.GROUP_IDENTIFIERS);
    var items = from.items(IamName.GROUP_LIST);
    while (items.next()) {
      if (from.array()[items.start()] != '"') {
        throw from.wrong(IamName.GROUP_LIST, "has an item that is not a string");
      }
      out.text(from.array(), items.start(), items.end());
    }
    out.closeArray(identifiers);
  }

  /** What it may do: who may assume it, and the policies that are attached to it or within it. */
  private void permissions(IamObject from) throws MalformedException {
    int permissions = out.array(UdmName.PERMISSIONS);
    if (from.take(IamName.ASSUME_ROLE_POLICY_DOCUMENT)) {
      int one = out.item();
      PolicyDocument.write(UdmName.NAME, from, IamName.ASSUME_ROLE_POLICY_DOCUMENT, out);
      out.close(one);
    }
    policies(from, IamName.ATTACHED_POLICIES);
    policies(from, IamName.INLINE_POLICIES);
    out.closeArray(permissions);
  }

  private void policies(IamObject from, IamName list) throws MalformedException {
    if (!from.take(list)) {
      return;
    }
    JsonItems items = from.items(list);
    while (items.next()) {
      nested.readItem(from, list, items);
      need(IamName.POLICY_NAME);
      int one = out.item();
      text(UdmName.NAME, nested, IamName.POLICY_NAME);
      if (nested.take(IamName.POLICY_DOCUMENT)) {
        PolicyDocument.write(UdmName.DESCRIPTION, nested, IamName.POLICY_DOCUMENT, out);
      } else {
        text(UdmName.DESCRIPTION, nested, IamName.POLICY_ARN);
      }
      out.close(one);
      keepRest(from, list);
    }
  }

  private void need(IamName name) throws MalformedException {
    if (!nested.takeText(name)) {
      throw nested.missing(name);
    }
  }

  /** Keeps the whole of a member when not all that is in it has a home. */
  private void keepRest(IamObject from, IamName member) {
    if (nested.hasRest()) {
      from.putBack(member);
    }
  }
}
