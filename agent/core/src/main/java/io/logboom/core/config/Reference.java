package io.logboom.core.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.logboom.core.config.Node.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the {@code reference.conf} beside a class: every default, each with its prose. */
final class Reference {

  private Reference() {}

  /** The defaults of whatever lives in the package of that class. */
  static Section of(Class<?> beside) {
    try (var in = beside.getResourceAsStream("reference.conf")) {
      if (in == null) {
        throw new IllegalStateException("there is no reference.conf beside " + beside.getName());
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return parse(text, beside.getPackageName() + "/reference.conf");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A section given as text, by somebody who answers for its being right. */
  static Section parse(String text, String description) {
    var options = ConfigParseOptions.defaults().setOriginDescription("@0");
    var written = ConfigFactory.parseString(IncludeKeys.quoted(text), options);
    return new TreeOfNodes(List.of(description), new Problems())
        .root(written.resolve().root(), written.root(), true);
  }
}
