package io.logboom.packaging;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * Users, roles and groups that the test makes: with and without paths, tags and boundaries, and
 * with texts of many scripts. Whoever they belong to is gone when this is closed.
 */
final class IamPopulation implements AutoCloseable {
  static final String TRUST =
      "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [{\"Effect\": \"Allow\", \"Principal\":"
          + " {\"Service\": \"ec2.amazonaws.com\"}, \"Action\": \"sts:AssumeRole\"}]\n}";
  private static final String BOUNDARY = "arn:aws:iam::" + Trail.ACCOUNT + ":policy/edge";
  private static final List<String> WORDS =
      List.of("naïve", "Größe", "木 と 水", "Ünï/code+x", "плот", "a=b@c:d", "سجل");

  /** What was asked for, of one principal. */
  record Made(
      String name,
      Optional<String> path,
      SequencedMap<String, String> tags,
      Optional<String> boundary,
      String description) {}

  private final IamClient iam;
  private final List<Made> users = new ArrayList<>();
  private final List<Made> roles = new ArrayList<>();
  private final SequencedMap<Made, List<Made>> groups = new java.util.LinkedHashMap<>();

  IamPopulation(URI endpoint, int userCount, int roleCount, int groupCount) {
    iam = Clients.iam(endpoint);
    try {
      iam.createPolicy(
          request ->
              request
                  .policyName("edge")
                  .policyDocument(
                      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"));
    } catch (software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException _) {
      // Another population of this server has made it.
    }
    for (int i = 0; i < userCount; i++) {
      users.add(user(made("user", i)));
    }
    for (int i = 0; i < roleCount; i++) {
      roles.add(role(made("role", i)));
    }
    for (int i = 0; i < groupCount; i++) {
      var group = made("group", i);
      iam.createGroup(
          request -> {
            request.groupName(group.name());
            group.path().ifPresent(request::path);
          });
      var members = new ArrayList<Made>();
      for (int m = i; m < userCount; m += groupCount + i) {
        var user = users.get(m);
        iam.addUserToGroup(request -> request.groupName(group.name()).userName(user.name()));
        members.add(user);
      }
      groups.put(group, members);
    }
  }

  private static Made made(String kind, int i) {
    var tags = new TreeMap<String, String>();
    for (int t = 0; t < i % 4; t++) {
      tags.put("key " + t + " " + WORDS.get((i + t) % 7), t == 2 ? "" : WORDS.get((i + 3 * t) % 7));
    }
    return new Made(
        kind + "-" + i + "+=,.@_x",
        i % 3 == 0 ? Optional.empty() : Optional.of("/division_" + i % 5 + "/team-" + i + "/"),
        tags,
        i % 2 == 0 ? Optional.of(BOUNDARY) : Optional.empty(),
        "made for a test, number " + i);
  }

  private static List<Tag> tags(Made made) {
    return made.tags().entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  private Made user(Made user) {
    iam.createUser(
        request -> {
          request.userName(user.name()).tags(tags(user));
          user.path().ifPresent(request::path);
          user.boundary().ifPresent(request::permissionsBoundary);
        });
    return user;
  }

  private Made role(Made role) {
    iam.createRole(
        request -> {
          request
              .roleName(role.name())
              .assumeRolePolicyDocument(TRUST)
              .description(role.description())
              .tags(tags(role));
          role.path().ifPresent(request::path);
          role.boundary().ifPresent(request::permissionsBoundary);
        });
    return role;
  }

  /** The entities that the table makes of them. */
  List<tools.jackson.databind.JsonNode> entities() {
    var entities = new ArrayList<tools.jackson.databind.JsonNode>();
    for (var made : users) {
      entities.add(
          IamEntities.user(made, iam.getUser(request -> request.userName(made.name())).user()));
    }
    for (var made : roles) {
      entities.add(
          IamEntities.role(made, iam.getRole(request -> request.roleName(made.name())).role()));
    }
    groups.forEach(
        (made, members) -> {
          var group = iam.getGroup(request -> request.groupName(made.name()));
          var byName = new TreeMap<String, software.amazon.awssdk.services.iam.model.User>();
          group.users().forEach(user -> byName.put(user.userName(), user));
          entities.add(IamEntities.group(made, group.group(), members, byName));
        });
    return entities;
  }

  @Override
  public void close() {
    groups.forEach(
        (group, members) -> {
          for (var user : members) {
            iam.removeUserFromGroup(
                request -> request.groupName(group.name()).userName(user.name()));
          }
          gone(() -> iam.deleteGroup(request -> request.groupName(group.name())));
        });
    users.forEach(user -> gone(() -> iam.deleteUser(request -> request.userName(user.name()))));
    roles.forEach(role -> gone(() -> iam.deleteRole(request -> request.roleName(role.name()))));
    iam.close();
  }

  private static void gone(Runnable delete) {
    try {
      delete.run();
    } catch (NoSuchEntityException _) {
      // The test has deleted it.
    }
  }

  /** Deletes a user that is in no group. */
  void deleteRole(int number) {
    iam.deleteRole(request -> request.roleName(roles.get(number).name()));
  }
}
