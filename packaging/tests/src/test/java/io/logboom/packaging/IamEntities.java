package io.logboom.packaging;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.User;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Entities written down by hand from Google's table for AWS_IAM, with none of the filter's code.
 * Texts are those that the test gave; ids and dates are the server's. What has no row in the table
 * (a role's tags, description and longest session) is where the filter's README says.
 */
final class IamEntities {
  private static final JsonMapper JSON = JsonMapper.shared();

  private IamEntities() {}

  /** The entities in lines of a file, each without the time at which it was collected. */
  static List<JsonNode> bare(List<String> lines) {
    return lines.stream().map(IamEntities::bare).toList();
  }

  private static JsonNode bare(String line) {
    var entity = (ObjectNode) JSON.readTree(line);
    var metadata = (ObjectNode) entity.get("metadata");
    // Throws when it is none.
    Instant.parse(metadata.remove("collected_timestamp").asString());
    return entity;
  }

  private static ObjectNode entity(String type) {
    var root = JSON.createObjectNode();
    root.putObject("metadata")
        .put("vendor_name", "AWS")
        .put("product_name", "AWS IAM")
        .put("entity_type", type);
    return root;
  }

  private static void label(ObjectNode attribute, String key, String value) {
    attribute.withArray("labels").addObject().put("key", key).put("value", value);
  }

  private static ObjectNode cloud(ObjectNode resource) {
    var attribute = resource.putObject("attribute");
    attribute.putObject("cloud").put("environment", "AMAZON_WEB_SERVICES");
    return attribute;
  }

  private static String path(IamPopulation.Made made) {
    return made.path().orElse("/");
  }

  static JsonNode user(IamPopulation.Made made, User api) {
    var root = entity("USER");
    var entity = root.putObject("entity");
    var resource = entity.putObject("resource");
    resource.put("name", arn("user", made)).put("resource_subtype", "User");
    var ofResource = cloud(resource);
    // moto keeps a user's boundary to itself, unlike a role's.
    if (api.permissionsBoundary() != null) {
      boundary(ofResource, made);
    }
    var user = entity.putObject("user");
    user.put("userid", made.name()).put("product_object_id", api.userId());
    var attribute = user.putObject("attribute");
    attribute.put("creation_time", api.createDate().toString());
    label(attribute, "path", path(made));
    made.tags().forEach((key, value) -> label(attribute, key, value));
    return root;
  }

  private static void boundary(ObjectNode attribute, IamPopulation.Made made) {
    made.boundary()
        .ifPresent(
            arn -> {
              label(attribute, "permissions_boundary_arn", arn);
              label(attribute, "permissions_boundary_type", "PermissionsBoundaryPolicy");
            });
  }

  private static String arn(String kind, IamPopulation.Made made) {
    return "arn:aws:iam::" + Trail.ACCOUNT + ":" + kind + path(made) + made.name();
  }

  static JsonNode role(IamPopulation.Made made, Role api) {
    var root = entity("RESOURCE");
    ((ObjectNode) root.get("metadata")).put("description", made.description());
    var resource = root.putObject("entity").putObject("resource");
    resource
        .put("name", arn("role", made))
        .put("resource_type", "ACCESS_POLICY")
        .put("product_object_id", api.roleId());
    var attribute = cloud(resource);
    attribute.put("creation_time", api.createDate().toString());
    attribute
        .putArray("permissions")
        .addObject()
        .put("name", JSON.readTree(IamPopulation.TRUST).toString());
    attribute.putArray("roles").addObject().put("name", made.name());
    label(attribute, "path", path(made));
    boundary(attribute, made);
    label(attribute, "max_session_duration", "3600");
    made.tags().forEach((key, value) -> label(attribute, key, value));
    return root;
  }

  static JsonNode group(
      IamPopulation.Made made,
      Group api,
      List<IamPopulation.Made> members,
      Map<String, User> users) {
    var root = entity("GROUP");
    var entity = root.putObject("entity");
    var resource = entity.putObject("resource");
    resource.put("name", arn("group", made)).put("resource_subtype", "User");
    cloud(resource);
    var group = entity.putObject("group");
    group.put("product_object_id", api.groupId()).put("group_display_name", made.name());
    group.putArray("email_addresses").add(made.name());
    var attribute = group.putObject("attribute");
    attribute.put("creation_time", api.createDate().toString());
    label(attribute, "path", path(made));
    label(attribute, "is_truncated", "false");
    var relations = root.putArray("relations");
    for (var member : members) {
      var relation = relations.addObject();
      var related = relation.putObject("entity");
      related
          .putObject("resource")
          .put("name", arn("user", member))
          .put("resource_subtype", "User");
      var user = related.putObject("user");
      user.put("userid", member.name());
      var of = users.get(member.name());
      user.put("product_object_id", of.userId());
      var memberAttribute = user.putObject("attribute");
      memberAttribute.put("creation_time", of.createDate().toString());
      label(memberAttribute, "path", path(member));
      // moto tells the tags of a group's users, too.
      if (of.hasTags()) {
        member.tags().forEach((key, value) -> label(memberAttribute, key, value));
      }
      relation
          .put("entity_type", "USER")
          .put("relationship", "MEMBER")
          .put("direction", "UNIDIRECTIONAL");
    }
    return root;
  }
}
