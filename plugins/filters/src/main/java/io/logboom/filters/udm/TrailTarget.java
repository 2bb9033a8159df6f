package io.logboom.filters.udm;

import static io.logboom.filters.udm.TrailRecord.EVENT_SOURCE;

/** Writes what it was done to, and what else it is about. Belongs to one thread. */
final class TrailTarget {
  private static final byte[] SERVICE = UdmWord.quoted("SERVICE");
  private static final byte[] CLOUD_PROJECT = UdmWord.quoted("CLOUD_PROJECT");
  private static final byte[] AWS = UdmWord.quoted("AMAZON_WEB_SERVICES");
  private static final byte[] USER = UdmWord.quoted("AWS::IAM::User");
  private static final byte[] GROUP = UdmWord.quoted("AWS::IAM::Group");
  private static final byte[] ROLE = UdmWord.quoted("AWS::IAM::Role");
  private static final byte[] POLICY = UdmWord.quoted("AWS::IAM::Policy");
  private static final byte[] ACCESS_KEY = UdmWord.quoted("AWS::IAM::AccessKey");

  private final TrailRecord record;
  private final Resources table;
  private final TrailPrincipal principal;
  private final JsonOut out;
  private final byte[] namespace;
  private boolean self;

  /**
   * @param namespace a JSON string; empty for none
   */
  TrailTarget(
      TrailRecord record,
      Resources table,
      TrailPrincipal principal,
      JsonOut out,
      byte[] namespace) {
    this.record = record;
    this.table = table;
    this.principal = principal;
    this.out = out;
    this.namespace = namespace;
  }

  /**
   * Looks at the record that was just read; answers what there is, as {@link EventType.Needs}.
   *
   * @param type that the table has for the call
   */
  int look(EventType type) {
    var parameters = record.parameters;
    boolean named = parameters.hasUser() || record.response.hasUser();
    self = !named && isOfCaller(type) && principal.hasUser();
    int has = 0;
    if (named || self) {
      has |= EventType.Needs.TARGET_USER | EventType.Needs.ANY_USER;
    }
    if (parameters.hasGroup()) {
      has |= EventType.Needs.GROUP;
    }
    if (record.top.has(EVENT_SOURCE) || isResourceNamed()) {
      has |= EventType.Needs.RESOURCE;
    }
    return has;
  }

  /** Whether a call of this type that names no user is about the caller. */
  private static boolean isOfCaller(EventType type) {
    return type == EventType.USER_LOGIN
        || type == EventType.USER_LOGOUT
        || type == EventType.USER_CHANGE_PASSWORD;
  }

  private boolean isResourceNamed() {
    return (record.resources.size() > 0 && record.resources.arn(0) > 0)
        || record.parameters.resources() > 0;
  }

  void write() {
    int mark = out.object(UdmName.TARGET);
    var top = record.top;
    if (top.has(EVENT_SOURCE)) {
      out.text(UdmName.APPLICATION, top.array(), top.start(EVENT_SOURCE), top.end(EVENT_SOURCE));
    }
    int user = out.object(UdmName.USER);
    user();
    out.close(user);
    int group = out.object(UdmName.GROUP);
    group();
    out.close(group);
    int resource = out.object(UdmName.RESOURCE);
    resource();
    out.close(resource);
    if (record.resources.size() > 0) {
      ancestors(0);
    }
    if (namespace.length > 0) {
      out.word(UdmName.NAMESPACE, namespace);
    }
    out.close(mark);
  }

  private void user() {
    if (self) {
      principal.user();
      return;
    }
    var parameters = record.parameters;
    var made = record.response.user;
    byte[] array = record.top.array();
    if (parameters.hasUser()) {
      out.text(UdmName.USERID, array, parameters.userStart(), parameters.userEnd());
    } else if (!text(UdmName.USERID, made, Response.USER_NAME)) {
      text(UdmName.USERID, made, Response.ARN);
    }
    if (!text(UdmName.PRODUCT_OBJECT_ID, made, Response.USER_ID)) {
      text(UdmName.PRODUCT_OBJECT_ID, made, Response.SESSION_ID);
    }
    creation(made, Response.CREATE_DATE, false);
  }

  private void group() {
    var parameters = record.parameters;
    if (parameters.hasGroup()) {
      int start = parameters.groupStart();
      out.text(UdmName.GROUP_DISPLAY_NAME, record.top.array(), start, parameters.groupEnd());
    }
    text(UdmName.PRODUCT_OBJECT_ID, record.response.group, Response.GROUP_ID);
    creation(record.response.group, Response.GROUP_CREATE_DATE, false);
  }

  /** The first that the record lists; else the first that a parameter names; else what was made. */
  private void resource() {
    var made = record.response.thing;
    if (record.resources.size() > 0) {
      listed(0, true);
      return;
    }
    boolean policy = made.has(Response.POLICY_ID);
    boolean key = made.has(Response.KEY_ID);
    if (key) {
      text(UdmName.NAME, made, Response.KEY_ID);
      types(ACCESS_KEY);
    } else if (made.has(Response.THING_ARN)) {
      text(UdmName.NAME, made, Response.THING_ARN);
      types(policy ? POLICY : ROLE);
    } else if (record.parameters.resources() > 0) {
      var parameters = record.parameters;
      named(parameters.resourceType(0), parameters.resourceStart(0), parameters.resourceEnd(0));
    } else if (record.parameters.hasGroup()) {
      named(GROUP, record.parameters.groupStart(), record.parameters.groupEnd());
    } else if (record.parameters.hasUser()) {
      user(record.response.user);
    } else {
      service();
    }
    text(UdmName.PRODUCT_OBJECT_ID, made, policy ? Response.POLICY_ID : Response.THING_ID);
    creation(made, Response.THING_CREATE_DATE, true);
  }

  /** A user is a resource, too, and the parameters have to be somewhere. */
  private void user(Part made) {
    if (made.has(Response.ARN)) {
      named(USER, made.start(Response.ARN), made.end(Response.ARN));
    } else {
      named(USER, record.parameters.userStart(), record.parameters.userEnd());
    }
  }

  private void named(byte[] awsType, int start, int end) {
    out.text(UdmName.NAME, record.top.array(), start, end);
    types(awsType);
  }

  /** A call that names no resource is one of the service as a whole. */
  private void service() {
    var top = record.top;
    if (top.has(EVENT_SOURCE)) {
      out.text(UdmName.NAME, top.array(), top.start(EVENT_SOURCE), top.end(EVENT_SOURCE));
      out.word(UdmName.RESOURCE_TYPE, SERVICE);
    }
  }

  /** Writes the attribute: of the target's resource with all the scalar parameters. */
  private void creation(Part part, int name, boolean resource) {
    int attribute = out.object(UdmName.ATTRIBUTE);
    if (resource) {
      cloud();
      labels(-1);
    }
    if (part.has(name)) {
      var time = Timestamps.parse(part.array(), part.start(name), part.end(name));
      if (time.isPresent()) {
        out.time(UdmName.CREATION_TIME, time.get());
      }
    }
    out.close(attribute);
  }

  /** Writes where the resource is, if it has a name. */
  private void cloud() {
    if (!record.top.has(EVENT_SOURCE) && !isResourceNamed()) {
      return;
    }
    int cloud = out.object(UdmName.CLOUD);
    out.word(UdmName.ENVIRONMENT, AWS);
    out.close(cloud);
  }

  private void labels(int listed) {
    int labels = out.array(UdmName.LABELS);
    if (listed >= 0) {
      record.resources.labels(listed, out);
    }
    if (listed <= 0) {
      record.parameters.labels(out);
    }
    out.closeArray(labels);
  }

  private void listed(int i, boolean target) {
    var list = record.resources;
    byte[] array = record.top.array();
    if (list.arn(i) > 0) {
      out.text(UdmName.NAME, array, list.arn(i), list.arnEnd(i));
    } else if (target) {
      service();
    }
    if (list.type(i) > 0) {
      byte[] udm = table.udmType(array, list.type(i) + 1, list.typeEnd(i) - 1);
      if (udm.length > 0 && (list.arn(i) > 0 || !target)) {
        out.word(UdmName.RESOURCE_TYPE, udm);
      }
      out.text(UdmName.RESOURCE_SUBTYPE, array, list.type(i), list.typeEnd(i));
    }
    int attribute = out.object(UdmName.ATTRIBUTE);
    if (list.arn(i) > 0 || target) {
      cloud();
    }
    labels(i);
    out.close(attribute);
  }

  /** The account a resource is of: that is where AWS keeps resources, as others have projects. */
  private void ancestors(int i) {
    var list = record.resources;
    if (list.account(i) == 0) {
      return;
    }
    int ancestors = out.array(UdmName.RESOURCE_ANCESTORS);
    int account = out.item();
    out.word(UdmName.RESOURCE_TYPE, CLOUD_PROJECT);
    out.text(UdmName.PRODUCT_OBJECT_ID, record.top.array(), list.account(i), list.accountEnd(i));
    out.close(account);
    out.closeArray(ancestors);
  }

  /** Writes the further resources. */
  void about() {
    int about = out.array(UdmName.ABOUT);
    for (int i = 1; i < record.resources.size(); i++) {
      int noun = out.item();
      int resource = out.object(UdmName.RESOURCE);
      listed(i, false);
      out.close(resource);
      ancestors(i);
      out.close(noun);
    }
    var thing = record.response.thing;
    boolean made = thing.has(Response.THING_ARN) || thing.has(Response.KEY_ID);
    for (int i = made ? 0 : 1;
        record.resources.size() == 0 && i < record.parameters.resources();
        i++) {
      int noun = out.item();
      int resource = out.object(UdmName.RESOURCE);
      var parameters = record.parameters;
      named(parameters.resourceType(i), parameters.resourceStart(i), parameters.resourceEnd(i));
      out.close(resource);
      out.close(noun);
    }
    out.closeArray(about);
  }

  private void types(byte[] awsType) {
    byte[] udm = table.udmType(awsType, 1, awsType.length - 1);
    if (udm.length > 0) {
      out.word(UdmName.RESOURCE_TYPE, udm);
    }
    out.word(UdmName.RESOURCE_SUBTYPE, awsType);
  }

  private boolean text(UdmName as, Part part, int name) {
    if (part.has(name)) {
      out.text(as, part.array(), part.start(name), part.end(name));
      return true;
    }
    return false;
  }
}
