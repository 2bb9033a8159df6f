package io.logboom.packages;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes an OCI image as one tar: an image layout (OCI image specification 1.1) that {@code podman
 * load}, {@code skopeo} and new Dockers read, with the list that {@code docker load} of older ones
 * looks for.
 *
 * @param name what it is called after loading, with a tag
 */
record Image(String name, Release release) {
  private static final ObjectMapper JSON = JsonMapper.shared();
  private static final String OCI = "application/vnd.oci.image.";

  /** Content named by its own checksum. */
  private record Blob(String sha256, Content content) {
    static Blob of(ObjectNode json) throws IOException {
      var content = new Content.Bytes(JSON.writeValueAsBytes(json));
      return new Blob(Digests.hex(content.open(), Digests.sha256()), content);
    }

    String path() {
      return "blobs/sha256/" + sha256;
    }

    ObjectNode describe(String type) throws IOException {
      return JSON.createObjectNode()
          .put("mediaType", OCI + type)
          .put("digest", "sha256:" + sha256)
          .put("size", content.size());
    }
  }

  /**
   * @param config what to run and as whom: the member {@code config} of the image's configuration
   */
  void write(List<Tree> layers, ObjectNode config, Path tar) throws IOException {
    Path work = Files.createTempDirectory(tar.getParent(), "layers");
    try {
      write(layers, config, work, tar);
    } finally {
      try (var files = Files.list(work)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(work);
    }
  }

  private void write(List<Tree> layers, ObjectNode config, Path work, Path tar) throws IOException {
    var archive = new Tree();
    ObjectNode configuration =
        JSON.createObjectNode()
            .put("created", release.time().toString())
            .put("architecture", "amd64")
            .put("os", "linux");
    configuration.set("config", config);
    ObjectNode manifest =
        JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", OCI + "manifest.v1+json");
    ObjectNode forDocker = JSON.createObjectNode();
    var packed = JSON.createArrayNode();
    var unpacked = configuration.putObject("rootfs").put("type", "layers").putArray("diff_ids");
    var paths = JSON.createArrayNode();
    for (Tree layer : layers) {
      Path file = Files.createTempFile(work, "layer", ".tar.gz");
      unpacked.add("sha256:" + compress(layer, file));
      var blob = new Blob(Digests.sha256(file), new Content.Stored(file));
      packed.add(blob.describe("layer.v1.tar+gzip"));
      paths.add(blob.path());
      archive.file(blob.path(), blob.content());
    }
    Blob configured = Blob.of(configuration);
    archive.file(configured.path(), configured.content());
    manifest.set("config", configured.describe("config.v1+json"));
    manifest.set("layers", packed);
    Blob manifested = Blob.of(manifest);
    archive.file(manifested.path(), manifested.content());

    ObjectNode pointer = manifested.describe("manifest.v1+json");
    pointer.putObject("platform").put("architecture", "amd64").put("os", "linux");
    pointer
        .putObject("annotations")
        .put("io.containerd.image.name", "docker.io/library/" + name)
        .put("org.opencontainers.image.ref.name", release.tag());
    ObjectNode index =
        JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", OCI + "index.v1+json");
    index.putArray("manifests").add(pointer);
    forDocker.put("Config", configured.path());
    forDocker.putArray("RepoTags").add(name);
    forDocker.set("Layers", paths);
    archive.file("index.json", Content.of(index.toString()));
    archive.file("manifest.json", Content.of(JSON.createArrayNode().add(forDocker).toString()));
    archive.file("oci-layout", Content.of("{\"imageLayoutVersion\":\"1.0.0\"}"));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(tar))) {
      Tar.write(archive, "", release.time(), out);
    }
  }

  /** Returns the checksum of the layer before it is compressed. */
  private String compress(Tree layer, Path file) throws IOException {
    MessageDigest digest = Digests.sha256();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        OutputStream gzip = Gzip.to(out);
        OutputStream tar = new DigestOutputStream(gzip, digest)) {
      Tar.write(layer, "", release.time(), tar);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
