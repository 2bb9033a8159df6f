package io.logboom.filters.udm;

import io.logboom.spi.Event;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Next;
import java.time.Instant;

/**
 * Writes entities: what the seed of this mapping, Google's table for the log type AWS_IAM, says of
 * users, roles and groups, and a home for every field that the table does not have. Belongs to one
 * thread.
 */
final class IamEntity {
  private static final byte[] AWS = UdmWord.quoted("AWS");
  private static final byte[] AWS_IAM = UdmWord.quoted("AWS IAM");
  private static final byte[] USER = UdmWord.quoted("USER");
  private static final byte[] GROUP = UdmWord.quoted("GROUP");
  private static final byte[] RESOURCE = UdmWord.quoted("RESOURCE");
  private static final byte[] MEMBER = UdmWord.quoted("MEMBER");
  private static final byte[] UNIDIRECTIONAL = UdmWord.quoted("UNIDIRECTIONAL");

  private final JsonOut out;
  private final IamNoun noun;
  private final IamObject person = new IamObject();
  private final UdmConfig.Relations relations;
  private final UdmCheck check;
  private Instant collected = Instant.EPOCH;
  private byte[] collectedWord = UdmWord.quoted(Instant.EPOCH.toString());

  IamEntity(byte[][] names, UdmConfig.Relations relations, UdmCheck check) {
    this.out = new JsonOut(names);
    this.noun = new IamNoun(out);
    this.relations = relations;
    this.check = check;
  }

  /**
   * Hands on a user.
   *
   * @param whole what holds the user; the user itself when nothing does
   */
  void user(Event event, IamObject whole, IamObject user, Next next) throws MalformedException {
    begin(event, USER, whole, user, next);
    int entity = out.object(UdmName.ENTITY);
    noun.resourceOf(user, true);
    noun.user(user, false);
    out.close(entity);
    if (relations == UdmConfig.Relations.ALSO_USER_TO_GROUP && user.has(IamName.GROUP_LIST)) {
      groupsByName(user);
    }
    end(event, whole, user, IamName.USER, next);
  }

  /** Hands on a role, as the resource it is. */
  void role(Event event, IamObject whole, IamObject role, Next next) throws MalformedException {
    begin(event, RESOURCE, whole, role, next);
    int entity = out.object(UdmName.ENTITY);
    noun.role(role);
    out.close(entity);
    end(event, whole, role, IamName.ROLE, next);
  }

  /** Hands on a group, with its users as relations; and those users, when that is asked for. */
  void group(Event event, IamObject whole, IamObject group, Next next) throws MalformedException {
    begin(event, GROUP, whole, group, next);
    int entity = out.object(UdmName.ENTITY);
    noun.resourceOf(group, true);
    noun.group(group, whole);
    out.close(entity);
    boolean hasUsers = whole.take(IamName.USERS);
    if (hasUsers) {
      users(whole);
    }
    end(event, whole, group, IamName.GROUP, next);
    if (hasUsers && relations == UdmConfig.Relations.ALSO_USER_TO_GROUP) {
      var items = whole.items(IamName.USERS);
      while (items.next()) {
        person.readItem(whole, IamName.USERS, items);
        userOfGroup(event, group, next);
      }
    }
  }

  private void users(IamObject whole) throws MalformedException {
    int all = out.array(UdmName.RELATIONS);
    var items = whole.items(IamName.USERS);
    while (items.next()) {
      person.readItem(whole, IamName.USERS, items);
      int one = out.item();
      int entity = out.object(UdmName.ENTITY);
      noun.resourceOf(person, false);
      noun.user(person, true);
      out.close(entity);
      member(USER);
      out.close(one);
    }
    out.closeArray(all);
  }

  /** The other reading of a membership: the user's own entity, which is a member of the group. */
  private void userOfGroup(Event event, IamObject group, Next next) throws MalformedException {
    begin(event, USER, person, person, next);
    int entity = out.object(UdmName.ENTITY);
    noun.resourceOf(person, true);
    noun.user(person, false);
    out.close(entity);
    int all = out.array(UdmName.RELATIONS);
    int one = out.item();
    int related = out.object(UdmName.ENTITY);
    noun.briefly(group);
    out.close(related);
    member(GROUP);
    out.close(one);
    out.closeArray(all);
    end(event, person, person, IamName.USER, next);
  }

  private void groupsByName(IamObject user) throws MalformedException {
    int all = out.array(UdmName.RELATIONS);
    var items = user.items(IamName.GROUP_LIST);
    while (items.next()) {
      // A name that is empty, as none is in IAM, would be related to nothing.
      if (items.end() - items.start() > 2) {
        int one = out.item();
        int related = out.object(UdmName.ENTITY);
        int group = out.object(UdmName.GROUP);
        out.text(UdmName.GROUP_DISPLAY_NAME, user.array(), items.start(), items.end());
        out.close(group);
        out.close(related);
        member(GROUP);
        out.close(one);
      }
    }
    out.closeArray(all);
  }

  private void member(byte[] type) {
    out.word(UdmName.ENTITY_TYPE, type);
    out.word(UdmName.RELATIONSHIP, MEMBER);
    out.word(UdmName.DIRECTION, UNIDIRECTIONAL);
  }

  private void begin(Event event, byte[] type, IamObject whole, IamObject part, Next next)
      throws MalformedException {
    out.begin(next.bytes());
    int metadata = out.object(UdmName.METADATA);
    metadata(event, type);
    noun.text(UdmName.DESCRIPTION, part, IamName.DESCRIPTION);
    if (whole.has(IamName.DELETED)) {
      int interval = out.object(UdmName.INTERVAL);
      noun.time(UdmName.END_TIME, part, IamName.NOTICED_DATE);
      out.close(interval);
    }
    out.close(metadata);
  }

  private void metadata(Event event, byte[] type) {
    var time = event.time().orElseGet(event.origin()::receivedAt);
    if (!time.equals(collected)) {
      collected = time;
      collectedWord = UdmWord.quoted(time.toString());
    }
    out.word(UdmName.COLLECTED_TIMESTAMP, collectedWord);
    out.word(UdmName.VENDOR_NAME, AWS);
    out.word(UdmName.PRODUCT_NAME, AWS_IAM);
    out.word(UdmName.ENTITY_TYPE, type);
  }

  /** Writes what has found no home, ends the entity and hands it on. */
  private void end(Event event, IamObject whole, IamObject part, IamName name, Next next)
      throws MalformedException {
    int additional = out.object(UdmName.ADDITIONAL);
    whole.writeRest(out);
    if (part != whole && part.hasRest()) {
      byte[] wrapper = UdmWord.bytes(name.spelling());
      int within = out.object(wrapper, 0, wrapper.length);
      part.writeRest(out);
      out.close(within);
    }
    out.close(additional);
    var row = out.end();
    check.entity(row);
    next.accept(event.with(row));
  }
}
