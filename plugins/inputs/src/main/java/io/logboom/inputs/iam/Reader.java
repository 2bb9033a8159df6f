package io.logboom.inputs.iam;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.MFADevice;

/** Reads one principal at a time: what the table needs, then what else is wanted. Thread-safe. */
final class Reader {
  private final Account account;
  private final IamInputConfig config;
  private final CredentialReport report;
  private final Reading.Complaint complaint;

  /** Takes the records of a principal, page by page. */
  @FunctionalInterface
  interface Taker {
    /**
     * Takes one.
     *
     * @param page from 0; only groups have more than one
     */
    void take(int page, SequencedMap<String, Object> record) throws InterruptedException;
  }

  /**
   * @param report none when it is not wanted
   */
  Reader(
      Account account,
      IamInputConfig config,
      CredentialReport report,
      Reading.Complaint complaint) {
    this.account = account;
    this.config = config;
    this.report = report;
    this.complaint = complaint;
  }

  /** Reads it; how many records that were. */
  int read(Principal principal, Taker taker) throws IamException, InterruptedException {
    return switch (principal.kind()) {
      case USERS -> user(principal, taker);
      case ROLES -> role(principal, taker);
      case GROUPS -> group(principal, taker);
    };
  }

  private int user(Principal principal, Taker taker) throws IamException, InterruptedException {
    String name = principal.name();
    String about = principal.label();
    var user =
        account.ask("GetUser", about, iam -> iam.getUser(request -> request.userName(name)).user());
    var record = ApiJson.members(user);
    var reading = new Reading();
    policies(principal, reading);
    part(Detail.ACCESS_KEYS, "AccessKeys", reading, () -> accessKeys(principal));
    part(Detail.MFA_DEVICES, "MFADevices", reading, () -> devices(principal));
    part(Detail.LOGIN_PROFILE, "LoginProfile", reading, () -> loginProfile(principal));
    part(Detail.CREDENTIAL_REPORT, "CredentialReport", reading, () -> report.row(principal.arn()));
    reading.addTo(record);
    taker.take(0, record);
    return 1;
  }

  private int role(Principal principal, Taker taker) throws IamException, InterruptedException {
    String name = principal.name();
    var role =
        account.ask(
            "GetRole",
            principal.label(),
            iam -> iam.getRole(request -> request.roleName(name)).role());
    var record = ApiJson.members(role);
    var reading = new Reading();
    policies(principal, reading);
    reading.addTo(record);
    taker.take(0, record);
    return 1;
  }

  private int group(Principal principal, Taker taker) throws IamException, InterruptedException {
    String name = principal.name();
    var reading = new Reading();
    policies(principal, reading);
    var pages = new int[1];
    Pages.readAll(
        "GetGroup",
        principal.label() + " in " + account.name(),
        marker -> {
          var answer =
              account.ask(
                  "GetGroup",
                  principal.label(),
                  iam -> iam.getGroup(request -> request.groupName(name).marker(marker)));
          var group = ApiJson.members(answer.group());
          reading.addTo(group);
          boolean truncated = Boolean.TRUE.equals(answer.isTruncated());
          var record = new LinkedHashMap<String, Object>();
          record.put("Group", group);
          record.put("Users", answer.users());
          record.put("IsTruncated", truncated);
          if (answer.marker() != null) {
            record.put("Marker", answer.marker());
          }
          taker.take(pages[0]++, record);
          return new Pages.Next(truncated, answer.marker());
        });
    return pages[0];
  }

  private void part(Detail detail, String name, Reading reading, Reading.Part part)
      throws IamException, InterruptedException {
    if (config.has(detail)) {
      reading.part(name, complaint, part);
    }
  }

  private void policies(Principal principal, Reading reading)
      throws IamException, InterruptedException {
    part(
        Detail.ATTACHED_POLICIES,
        "AttachedManagedPolicies",
        reading,
        () -> attachedPolicies(principal));
    String inline =
        switch (principal.kind()) {
          case USERS -> "UserPolicyList";
          case ROLES -> "RolePolicyList";
          case GROUPS -> "GroupPolicyList";
        };
    part(Detail.INLINE_POLICIES, inline, reading, () -> inlinePolicies(principal));
  }

  private Optional<Object> attachedPolicies(Principal principal)
      throws IamException, InterruptedException {
    var questions = Questions.of(principal);
    var all = new ArrayList<AttachedPolicy>();
    list(questions.listAttached(), principal, marker -> questions.attached(marker, all::addAll));
    return Optional.of(all);
  }

  private Optional<Object> inlinePolicies(Principal principal)
      throws IamException, InterruptedException {
    var questions = Questions.of(principal);
    var names = new ArrayList<String>();
    list(questions.listInline(), principal, marker -> questions.inline(marker, names::addAll));
    var all = new ArrayList<Object>();
    for (String name : names) {
      ifThere(
          questions.get(),
          principal,
          questions.document(name),
          document -> {
            var policy = new LinkedHashMap<String, Object>();
            policy.put("PolicyName", name);
            policy.put("PolicyDocument", document);
            all.add(policy);
          });
    }
    return Optional.of(all);
  }

  private Optional<Object> accessKeys(Principal principal)
      throws IamException, InterruptedException {
    var keys = new ArrayList<SequencedMap<String, Object>>();
    list(
        "ListAccessKeys",
        principal,
        marker ->
            iam -> {
              var answer =
                  iam.listAccessKeys(request -> request.userName(principal.name()).marker(marker));
              answer.accessKeyMetadata().forEach(key -> keys.add(ApiJson.members(key)));
              return new Pages.Next(Boolean.TRUE.equals(answer.isTruncated()), answer.marker());
            });
    for (var key : keys) {
      ifThere(
          "GetAccessKeyLastUsed",
          principal,
          iam ->
              iam.getAccessKeyLastUsed(
                      request -> request.accessKeyId(String.valueOf(key.get("AccessKeyId"))))
                  .accessKeyLastUsed(),
          lastUsed -> key.put("AccessKeyLastUsed", lastUsed));
    }
    return Optional.of(keys);
  }

  private Optional<Object> devices(Principal principal) throws IamException, InterruptedException {
    var all = new ArrayList<MFADevice>();
    list(
        "ListMFADevices",
        principal,
        marker ->
            iam -> {
              var answer =
                  iam.listMFADevices(request -> request.userName(principal.name()).marker(marker));
              all.addAll(answer.mfaDevices());
              return new Pages.Next(Boolean.TRUE.equals(answer.isTruncated()), answer.marker());
            });
    return Optional.of(all);
  }

  private Optional<Object> loginProfile(Principal principal)
      throws IamException, InterruptedException {
    var found = new ArrayList<Object>(1);
    ifThere(
        "GetLoginProfile",
        principal,
        iam -> iam.getLoginProfile(request -> request.userName(principal.name())).loginProfile(),
        found::add);
    return found.stream().findAny();
  }

  private void list(String operation, Principal principal, Questions.Pager pager)
      throws IamException, InterruptedException {
    Pages.readAll(
        operation,
        principal.label() + " in " + account.name(),
        marker -> account.ask(operation, principal.label(), pager.page(marker)));
  }

  /** Reads what may have been deleted since it was listed, or never have been there. */
  private <T> void ifThere(
      String operation, Principal principal, Questions.Question<T> question, Consumer<T> taker)
      throws IamException, InterruptedException {
    try {
      taker.accept(account.ask(operation, principal.label(), question));
    } catch (IamException e) {
      if (!e.missing()) {
        throw e;
      }
    }
  }

  /** Whether one that a list no longer has is still there. */
  boolean there(Kind kind, Snapshot.Entry entry) throws IamException, InterruptedException {
    String about = kind.one() + " " + entry.name();
    String name = entry.name();
    try {
      String id =
          switch (kind) {
            case USERS ->
                account.ask(
                    "GetUser", about, iam -> iam.getUser(r -> r.userName(name)).user().userId());
            case ROLES ->
                account.ask(
                    "GetRole", about, iam -> iam.getRole(r -> r.roleName(name)).role().roleId());
            case GROUPS ->
                account.ask(
                    "GetGroup",
                    about,
                    iam -> iam.getGroup(r -> r.groupName(name).maxItems(1)).group().groupId());
          };
      return id.equals(entry.id());
    } catch (IamException e) {
      if (e.passing()) {
        throw e;
      }
      return false;
    }
  }

  /** All of a kind, page by page. */
  void list(Kind kind, int most, PageTaker taker) throws IamException, InterruptedException {
    String operation = "List" + kind.name().charAt(0) + kind.word().substring(1);
    Pages.readAll(
        operation,
        account.name(),
        marker -> {
          var page = account.ask(operation, "", Questions.page(kind, most, marker));
          return taker.take(page.principals()) ? page.next() : new Pages.Next(false, null);
        });
  }

  /** Takes a page of a list. */
  @FunctionalInterface
  interface PageTaker {
    /** Whether to go on. */
    boolean take(List<Principal> page) throws IamException, InterruptedException;
  }
}
