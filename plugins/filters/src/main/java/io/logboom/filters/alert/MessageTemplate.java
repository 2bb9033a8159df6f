package io.logboom.filters.alert;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A template in Mustache, compiled and checked: it names only variables that there are. What is put
 * in has been escaped for the template's format before, so <code>{{{name}}}</code> is no way around
 * that. Immutable; safe for use by many threads.
 */
final class MessageTemplate {

  /** Names that Mustache itself has within a section. */
  private static final Set<String> OWN = Set.of(".", "this", "-first", "-last", "-index");

  private static final Mustache.Compiler COMPILER =
      Mustache.compiler()
          .withEscaper(Escapers.NONE)
          .defaultValue("")
          .emptyStringIsFalse(true)
          .withLoader(
              name -> {
                throw new MustacheException("a template cannot include another one: " + name);
              });

  private final Template template;

  private MessageTemplate(Template template) {
    this.template = template;
  }

  /**
   * Compiles a template.
   *
   * @param variables all it may name
   * @throws IllegalArgumentException when it is no template, or names others; says where
   */
  static MessageTemplate of(String text, Collection<String> variables) {
    Template template;
    var named = new LinkedHashSet<String>();
    try {
      template = COMPILER.compile(text);
      template.visit(new Names(named));
    } catch (MustacheException e) {
      throw new IllegalArgumentException(
          "not a template: " + Objects.requireNonNullElse(e.getMessage(), "cannot be read"), e);
    }
    for (var name : named) {
      if (!variables.contains(name) && !OWN.contains(name)) {
        throw new IllegalArgumentException(
            "unknown variable {{"
                + name
                + "}} in line "
                + lineOf(text, name)
                + "; there are "
                + String.join(", ", new TreeSet<>(variables)));
      }
    }
    return new MessageTemplate(template);
  }

  private static long lineOf(String text, String name) {
    long line = 1;
    for (var each : text.split("\n", -1)) {
      if (each.contains("{{")
          && each.matches(".*\\{[#^&{]?\\s*\\Q" + name.replace("\\E", "") + "\\E\\s*}.*")) {
        return line;
      }
      line++;
    }
    return 1;
  }

  /** The text with these values in it. */
  String fill(Map<String, Object> values) {
    return template.execute(values);
  }

  private record Names(Set<String> named) implements Mustache.Visitor {

    @Override
    public void visitText(String text) {}

    @Override
    public void visitVariable(String name) {
      named.add(name);
    }

    @Override
    public boolean visitInclude(String name) {
      throw new MustacheException("a template cannot include another one: " + name);
    }

    @Override
    public boolean visitParent(String name) {
      return visitInclude(name);
    }

    @Override
    public boolean visitBlock(String name) {
      return true;
    }

    @Override
    public boolean visitSection(String name) {
      named.add(name);
      return true;
    }

    @Override
    public boolean visitInvertedSection(String name) {
      named.add(name);
      return true;
    }
  }
}
