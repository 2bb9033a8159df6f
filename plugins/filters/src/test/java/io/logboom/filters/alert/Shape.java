package io.logboom.filters.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a message is made of besides text: two messages of one shape differ in their text alone. The
 * judges are parsers that others wrote.
 */
final class Shape {
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final JsonMapper JSON = JsonMapper.shared();

  private Shape() {}

  /** The shape of a message in that format. */
  static List<String> of(AlertConfig.Format format, String message) {
    return switch (format) {
      case TEXT -> List.of();
      case HTML -> html(message);
      case MARKDOWN -> markdown(message);
      case JSON -> {
        var tree = JSON.readTree(message);
        var shape = new ArrayList<>(html(tree.get("html").asString()));
        shape.addAll(markdown(tree.get("markdown").asString()));
        yield shape;
      }
      case SLACK, TEAMS, PAGERDUTY -> {
        var shape = new ArrayList<String>();
        json("", JSON.readTree(message), shape);
        yield shape;
      }
    };
  }

  /**
   * All text of a message, as its reader sees it.
   *
   * @param data whether also what is for programs rather than for people: all but the record
   */
  static List<String> texts(AlertConfig.Format format, String message, boolean data) {
    return switch (format) {
      case TEXT, HTML, MARKDOWN -> List.of(message);
      case JSON, SLACK, TEAMS, PAGERDUTY -> {
        var texts = new ArrayList<String>();
        var tree = JSON.readTree(message);
        if (format == AlertConfig.Format.JSON) {
          var kept = data ? tree.asObject().without("record") : people(tree);
          texts(kept, texts);
        } else {
          texts(tree, texts);
        }
        yield texts;
      }
    };
  }

  private static JsonNode people(JsonNode tree) {
    return tree.asObject().retain("title", "text", "html", "markdown");
  }

  private static List<String> html(String message) {
    return TAG.matcher(message).results().map(MatchResult::group).toList();
  }

  private static List<String> markdown(String message) {
    var shape = new ArrayList<String>();
    Parser.builder()
        .build()
        .parse(message)
        .accept(
            new AbstractVisitor() {
              @Override
              protected void visitChildren(Node parent) {
                for (var node = parent.getFirstChild(); node != null; node = node.getNext()) {
                  if (!(node instanceof Text)) {
                    shape.add(node.getClass().getSimpleName());
                  }
                  node.accept(this);
                }
              }

              @Override
              public void visit(Code code) {}

              @Override
              public void visit(FencedCodeBlock block) {}

              @Override
              public void visit(CustomBlock block) {}
            });
    return shape;
  }

  private static void json(String path, JsonNode node, List<String> shape) {
    switch (node.getNodeType()) {
      case OBJECT ->
          node.properties()
              .forEach(field -> json(path + "." + field.getKey(), field.getValue(), shape));
      case ARRAY -> node.forEach(item -> json(path + "[]", item, shape));
      default -> {
        var fixed = path.endsWith(".type") || path.endsWith(".style") || path.endsWith(".url");
        shape.add(path + (fixed ? "=" + node : " " + node.getNodeType()));
      }
    }
  }

  private static void texts(JsonNode node, List<String> texts) {
    if (node.isString()) {
      texts.add(node.asString());
    }
    node.forEach(child -> texts(child, texts));
  }
}
