package io.logboom.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The list of what is shipped, in CycloneDX's JSON (specification 1.6): what Maven knows of the
 * jars, and what else is in the packages.
 */
final class Sbom {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final ObjectNode document;

  private Sbom(ObjectNode document) {
    this.document = document;
  }

  /** Reads what the CycloneDX plugin of Maven made of the distribution's dependencies. */
  static Sbom read(Path file) {
    return new Sbom((ObjectNode) JSON.readTree(file.toFile()));
  }

  Sbom copy() {
    return new Sbom(document.deepCopy());
  }

  /** Everything in it, without our own modules. */
  List<Component> components() {
    var components = new ArrayList<Component>();
    for (ObjectNode node : nodes()) {
      if (!node.path("group").asString("").equals("io.logboom")) {
        components.add(component(node));
      }
    }
    return components;
  }

  /**
   * Adds what did not come from Maven.
   *
   * @param type as CycloneDX has it, such as {@code platform}
   * @param purl its package URL, which names it for those who look for known flaws
   * @param description a sentence
   */
  Sbom add(String type, Component component, String purl, String description) {
    ObjectNode node = ((ArrayNode) document.get("components")).addObject();
    node.put("type", type);
    node.put("bom-ref", purl);
    node.put("name", component.id());
    node.put("version", component.version());
    node.put("description", description);
    node.put("scope", "required");
    node.put("purl", purl);
    return this;
  }

  /** Puts each component's licence as it was judged in the place of what its origin says. */
  Sbom licensed(Map<Component, String> licences) {
    for (ObjectNode node : nodes()) {
      String licence = licences.get(component(node));
      if (licence != null) {
        node.putArray("licenses").addObject().put("expression", licence);
      }
    }
    return this;
  }

  /**
   * Gives our own modules the checksums of their jars as they are shipped, which are not those that
   * Maven made.
   */
  Sbom shipped(Path jars) throws IOException {
    for (ObjectNode node : nodes()) {
      Path jar =
          jars.resolve(node.get("name").asString() + "-" + node.get("version").asString() + ".jar");
      if (node.path("group").asString("").equals("io.logboom") && Files.exists(jar)) {
        node.putArray("hashes")
            .addObject()
            .put("alg", "SHA-256")
            .put("content", Digests.sha256(jar));
      }
    }
    return this;
  }

  /** Says what all of it makes up: the program, at a version and a time. */
  Sbom of(Release release, String what) {
    var metadata = (ObjectNode) document.get("metadata");
    metadata.put("timestamp", release.time().toString());
    metadata.remove("properties");
    var subject = (ObjectNode) metadata.get("component");
    subject.put("name", what);
    subject.put("version", release.version());
    return this;
  }

  void write(Path file) throws IOException {
    Files.write(file, JSON.writeValueAsBytes(document));
  }

  private List<ObjectNode> nodes() {
    var nodes = new ArrayList<ObjectNode>();
    document.get("components").forEach(node -> nodes.add((ObjectNode) node));
    return nodes;
  }

  private static Component component(ObjectNode node) {
    String group = node.path("group").asString("");
    String name = node.get("name").asString();
    var licences = new ArrayList<String>();
    for (var licence : node.path("licenses")) {
      if (licence.has("expression")) {
        licences.add(licence.get("expression").asString());
      } else {
        var named = licence.get("license");
        licences.add(named.path("id").asString(named.path("name").asString("")));
      }
    }
    return new Component(
        group.isEmpty() ? name : group + ":" + name, node.get("version").asString(), licences);
  }
}
