package io.logboom.filters;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads other people's files of CloudTrail records, however they keep them. */
public final class Corpus {

  private Corpus() {}

  /** The JSON texts of a file: the whole of it, or its lines; none where no record can be. */
  public static List<String> texts(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length > 1 && bytes[0] == 0x1F && (bytes[1] & 0xFF) == 0x8B) {
      try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        bytes = gzip.readAllBytes();
      } catch (IOException e) {
        // The corpus holds broken files too; they are for other tests.
        return List.of();
      }
    }
    var text = new String(bytes, StandardCharsets.UTF_8);
    if (!text.contains("eventVersion")) {
      return List.of();
    }
    return isJson(text) ? List.of(text) : text.lines().filter(Corpus::isJson).toList();
  }

  /** Whether it is an object or an array. */
  public static boolean isJson(String text) {
    try {
      return JsonMapper.shared().readTree(text).isContainer();
    } catch (JacksonException e) {
      return false;
    }
  }
}
