package io.logboom.inputs.iam;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;

/**
 * What is asked alike of users, roles and groups, though IAM has an operation of its own for each.
 */
sealed interface Questions {

  /** A request and what is taken from its answer. */
  @FunctionalInterface
  interface Question<T> extends Function<IamClient, T> {}

  /** The request for a page. */
  @FunctionalInterface
  interface Pager {
    /**
     * The request.
     *
     * @param marker null for the first one
     */
    Question<Pages.Next> page(@Nullable String marker);
  }

  /** A page of a list. */
  record Listed(List<Principal> principals, Pages.Next next) {}

  /** Asks for a page of all of a kind. */
  static Question<Listed> page(Kind kind, int most, @Nullable String marker) {
    return switch (kind) {
      case USERS ->
          iam -> {
            var answer = iam.listUsers(request -> request.marker(marker).maxItems(most));
            return new Listed(
                answer.users().stream().map(Principal::of).toList(),
                next(answer.isTruncated(), answer.marker()));
          };
      case ROLES ->
          iam -> {
            var answer = iam.listRoles(request -> request.marker(marker).maxItems(most));
            return new Listed(
                answer.roles().stream().map(Principal::of).toList(),
                next(answer.isTruncated(), answer.marker()));
          };
      case GROUPS ->
          iam -> {
            var answer = iam.listGroups(request -> request.marker(marker).maxItems(most));
            return new Listed(
                answer.groups().stream().map(Principal::of).toList(),
                next(answer.isTruncated(), answer.marker()));
          };
    };
  }

  /** Those about the policies of one principal. */
  static Questions of(Principal principal) {
    String name = principal.name();
    return switch (principal.kind()) {
      case USERS -> new OfUser(name);
      case ROLES -> new OfRole(name);
      case GROUPS -> new OfGroup(name);
    };
  }

  private static Pages.Next next(@Nullable Boolean truncated, @Nullable String marker) {
    return new Pages.Next(Boolean.TRUE.equals(truncated), marker);
  }

  /** The operation that lists attached policies. */
  String listAttached();

  /** Asks for a page of attached policies. */
  Question<Pages.Next> attached(@Nullable String marker, Consumer<List<AttachedPolicy>> taker);

  /** The operation that lists inline policies. */
  String listInline();

  /** Asks for a page of the names of inline policies. */
  Question<Pages.Next> inline(@Nullable String marker, Consumer<List<String>> taker);

  /** The operation that reads an inline policy. */
  String get();

  /** Asks for an inline policy's document. */
  Question<String> document(String policy);

  /** Of a user. */
  record OfUser(String name) implements Questions {
    @Override
    public String listAttached() {
      return "ListAttachedUserPolicies";
    }

    @Override
    public Question<Pages.Next> attached(
        @Nullable String marker, Consumer<List<AttachedPolicy>> taker) {
      return iam -> {
        var answer = iam.listAttachedUserPolicies(r -> r.userName(name).marker(marker));
        taker.accept(answer.attachedPolicies());
        return next(answer.isTruncated(), answer.marker());
      };
    }

    @Override
    public String listInline() {
      return "ListUserPolicies";
    }

    @Override
    public Question<Pages.Next> inline(@Nullable String marker, Consumer<List<String>> taker) {
      return iam -> {
        var answer = iam.listUserPolicies(r -> r.userName(name).marker(marker));
        taker.accept(answer.policyNames());
        return next(answer.isTruncated(), answer.marker());
      };
    }

    @Override
    public String get() {
      return "GetUserPolicy";
    }

    @Override
    public Question<String> document(String policy) {
      return iam -> iam.getUserPolicy(r -> r.userName(name).policyName(policy)).policyDocument();
    }
  }

  /** Of a role. */
  record OfRole(String name) implements Questions {
    @Override
    public String listAttached() {
      return "ListAttachedRolePolicies";
    }

    @Override
    public Question<Pages.Next> attached(
        @Nullable String marker, Consumer<List<AttachedPolicy>> taker) {
      return iam -> {
        var answer = iam.listAttachedRolePolicies(r -> r.roleName(name).marker(marker));
        taker.accept(answer.attachedPolicies());
        return next(answer.isTruncated(), answer.marker());
      };
    }

    @Override
    public String listInline() {
      return "ListRolePolicies";
    }

    @Override
    public Question<Pages.Next> inline(@Nullable String marker, Consumer<List<String>> taker) {
      return iam -> {
        var answer = iam.listRolePolicies(r -> r.roleName(name).marker(marker));
        taker.accept(answer.policyNames());
        return next(answer.isTruncated(), answer.marker());
      };
    }

    @Override
    public String get() {
      return "GetRolePolicy";
    }

    @Override
    public Question<String> document(String policy) {
      return iam -> iam.getRolePolicy(r -> r.roleName(name).policyName(policy)).policyDocument();
    }
  }

  /** Of a group. */
  record OfGroup(String name) implements Questions {
    @Override
    public String listAttached() {
      return "ListAttachedGroupPolicies";
    }

    @Override
    public Question<Pages.Next> attached(
        @Nullable String marker, Consumer<List<AttachedPolicy>> taker) {
      return iam -> {
        var answer = iam.listAttachedGroupPolicies(r -> r.groupName(name).marker(marker));
        taker.accept(answer.attachedPolicies());
        return next(answer.isTruncated(), answer.marker());
      };
    }

    @Override
    public String listInline() {
      return "ListGroupPolicies";
    }

    @Override
    public Question<Pages.Next> inline(@Nullable String marker, Consumer<List<String>> taker) {
      return iam -> {
        var answer = iam.listGroupPolicies(r -> r.groupName(name).marker(marker));
        taker.accept(answer.policyNames());
        return next(answer.isTruncated(), answer.marker());
      };
    }

    @Override
    public String get() {
      return "GetGroupPolicy";
    }

    @Override
    public Question<String> document(String policy) {
      return iam -> iam.getGroupPolicy(r -> r.groupName(name).policyName(policy)).policyDocument();
    }
  }
}
