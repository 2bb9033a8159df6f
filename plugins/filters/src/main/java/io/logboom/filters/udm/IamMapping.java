package io.logboom.filters.udm;

import io.logboom.filters.JsonItems;
import io.logboom.spi.Event;
import io.logboom.spi.Fields;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Next;

/**
 * Makes entities of what the IAM API says of users, roles and groups: one of each, a group with its
 * users, or a page of many, which is split. Safe for use by many threads.
 */
final class IamMapping implements Mapping {
  private static final IamName[] USERS = {IamName.USERS, IamName.USER_DETAILS};
  private static final IamName[] ROLES = {IamName.ROLES, IamName.ROLE_DETAILS};
  private static final IamName[] GROUPS = {IamName.GROUPS, IamName.GROUP_DETAILS};

  private final ThreadLocal<Desk> desks;

  /** What a thread needs to work. */
  private record Desk(IamEntity entity, IamObject whole, IamObject part) {}

  /** What an object is. */
  private enum Kind {
    USER,
    ROLE,
    GROUP
  }

  IamMapping(UdmConfig config, UdmCheck check) {
    byte[][] names = UdmName.spelled(config.casing());
    desks =
        ThreadLocal.withInitial(
            () ->
                new Desk(
                    new IamEntity(names, config.relations(), check),
                    new IamObject(),
                    new IamObject()));
  }

  @Override
  public void map(Event event, Fields fields, Next next) throws MalformedException {
    var desk = desks.get();
    var whole = desk.whole;
    byte[] array = event.array();
    whole.readEvent(array, JsonCopy.space(array, event.offset()), event.offset());
    boolean user = whole.has(IamName.USER_ID);
    boolean role = whole.has(IamName.ROLE_NAME);
    boolean group = isGroup(whole);
    if ((user ? 1 : 0) + (role ? 1 : 0) + (group ? 1 : 0) > 1) {
      throw unknown("more than one of UserId (a user), RoleName (a role), and Group (a group)");
    }
    if (user) {
      desk.entity.user(event, whole, whole, next);
    } else if (role) {
      desk.entity.role(event, whole, whole, next);
    } else if (group) {
      group(event, desk, next);
    } else if (whole.has(IamName.USER)) {
      wrapped(event, desk, IamName.USER, Kind.USER, next);
    } else if (whole.has(IamName.ROLE)) {
      wrapped(event, desk, IamName.ROLE, Kind.ROLE, next);
    } else if (whole.has(IamName.DELETED)) {
      deleted(event, desk, next);
    } else {
      page(event, desk, next);
    }
  }

  private static boolean isGroup(IamObject whole) {
    return whole.has(IamName.GROUP) || whole.has(IamName.GROUP_NAME);
  }

  private static void group(Event event, Desk desk, Next next) throws MalformedException {
    if (desk.whole.has(IamName.GROUP)) {
      wrapped(event, desk, IamName.GROUP, Kind.GROUP, next);
    } else {
      entity(event, desk, desk.whole, desk.whole, Kind.GROUP, next);
    }
  }

  private static void wrapped(Event event, Desk desk, IamName name, Kind kind, Next next)
      throws MalformedException {
    desk.whole.take(name);
    desk.part.readMember(desk.whole, name);
    entity(event, desk, desk.whole, desk.part, kind, next);
  }

  /** One that is gone, of which the iam input says no more than what it was called. */
  private static void deleted(Event event, Desk desk, Next next) throws MalformedException {
    desk.whole.take(IamName.DELETED);
    desk.part.readMember(desk.whole, IamName.DELETED);
    var kind =
        desk.part.has(IamName.USER_ID)
            ? Kind.USER
            : desk.part.has(IamName.ROLE_NAME) ? Kind.ROLE : Kind.GROUP;
    entity(event, desk, desk.whole, desk.part, kind, next);
  }

  private static void entity(
      Event event, Desk desk, IamObject whole, IamObject part, Kind kind, Next next)
      throws MalformedException {
    switch (kind) {
      case USER -> {
        need(part, IamName.USER_ID);
        desk.entity.user(event, whole, part, next);
      }
      case ROLE -> {
        need(part, IamName.ROLE_NAME);
        desk.entity.role(event, whole, part, next);
      }
      case GROUP -> {
        need(part, IamName.GROUP_NAME);
        desk.entity.group(event, whole, part, next);
      }
    }
  }

  private static void need(IamObject part, IamName name) throws MalformedException {
    if (!part.has(name)) {
      throw part.missing(name);
    }
  }

  /** A page of a list: each item is an event of its own, and a broken one does not harm others. */
  private static void page(Event event, Desk desk, Next next) throws MalformedException {
    int lists = lists(event, desk, USERS, Kind.USER, next);
    lists += lists(event, desk, ROLES, Kind.ROLE, next);
    lists += lists(event, desk, GROUPS, Kind.GROUP, next);
    if (desk.whole.has(IamName.POLICIES)) {
      lists++;
      JsonItems policies = desk.whole.items(IamName.POLICIES);
      while (policies.next()) {
        next.drop("policy");
      }
    }
    if (lists == 0) {
      throw unknown(
          "no user (it has no UserId), no role (no RoleName) and no group (no GroupName)");
    }
  }

  private static int lists(Event event, Desk desk, IamName[] lists, Kind kind, Next next)
      throws MalformedException {
    int found = 0;
    for (var list : lists) {
      if (desk.whole.has(list)) {
        found++;
        var items = desk.whole.items(list);
        while (items.next()) {
          item(event, desk, list, items, kind, next);
        }
        if (items.number() == 0) {
          next.drop("empty-list");
        }
      }
    }
    return found;
  }

  private static void item(
      Event event, Desk desk, IamName list, JsonItems items, Kind kind, Next next) {
    byte[] array = event.array();
    var part = event.with(array, items.start(), items.end() - items.start());
    try {
      desk.part.readPart(desk.whole, list, items);
      entity(part, desk, desk.part, desk.part, kind, next);
    } catch (MalformedException e) {
      next.reject(part, e);
    }
  }

  private static MalformedException unknown(String what) {
    return new MalformedException(
        "unknown-record", "neither user, role nor group of IAM: " + what, -1);
  }
}
