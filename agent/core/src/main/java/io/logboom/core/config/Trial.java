package io.logboom.core.config;

import io.logboom.core.config.Node.Items;
import io.logboom.core.config.Node.Scalar;
import io.logboom.core.config.Node.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A chain of filters to be tried over files and standard input: a configuration of one pipeline
 * that a command line tells instead of a file. What comes out goes to standard output, a line an
 * event.
 *
 * @param steps the filters, in order
 * @param files paths and patterns, {@link #STDIN} for standard input
 */
public record Trial(List<Step> steps, List<String> files) {
  /** Names standard input among files. */
  public static final String STDIN = "-";

  private static final String PIPELINE = "pipelines.try";
  private static final String INPUT = "files";
  private static final Pattern ADDRESS =
      Pattern.compile(
          Pattern.quote(PIPELINE) + "\\.(?:inputs\\.|outputs\\.|filters\\.(?<step>\\d+)\\.?)");

  /** The ways to tell a filter. */
  public enum Way {
    /** The filter {@code pattern} with this pattern. */
    PATTERN("pattern", "pattern"),
    /** The filter {@code insights} with this query. */
    QUERY("insights", "query"),
    /** A filter's section, as it stands in a configuration. */
    FILTER("", "");

    private final String type;
    private final String option;

    Way(String type, String option) {
      this.type = type;
      this.option = option;
    }

    /** As it is typed: {@code --pattern}. */
    public String word() {
      return "--" + Words.ofConstant(this);
    }
  }

  /**
   * One filter of the chain.
   *
   * @param text the pattern, the query or the section
   */
  public record Step(Way way, String text) {}

  public Trial {
    steps = List.copyOf(steps);
    files = List.copyOf(files);
  }

  /** The address of the filter of that number, from 0. */
  public static String address(int step) {
    return PIPELINE + ".filters." + step;
  }

  /**
   * The whole configuration, as if a file had it.
   *
   * @param files reads the sections
   */
  Section root(ConfFiles files, Path dataDirectory) {
    var filters = new ArrayList<Node>();
    for (int i = 0; i < steps.size(); i++) {
      filters.add(filter(steps.get(i), name(i), files));
    }
    var place = Place.NOWHERE;
    var paths = this.files.stream().filter(file -> !file.equals(STDIN)).toList();
    var inputs = new LinkedHashMap<String, Node>();
    if (!paths.isEmpty()) {
      var named = new Place(-1, "FILE", 0);
      var items = paths.stream().map(path -> (Node) text(named, path)).toList();
      inputs.put(
          INPUT,
          section(
              named, Map.of("type", text(named, "file"), "paths", new Items(named, "", items))));
    }
    if (paths.size() < this.files.size()) {
      inputs.put("stdin", section(place, Map.of("type", text(place, "stdin"))));
    }
    var stdout = Map.of("type", text(place, "stdout"), "format", text(place, "line"));
    var pipeline =
        section(
            place,
            Map.of(
                "inputs", section(place, inputs),
                "filters", new Items(place, "", filters),
                "outputs", section(place, Map.of("stdout", section(place, stdout)))));
    return section(
        place,
        Map.of(
            "data-dir", text(place, dataDirectory.toString()),
            "logging", section(place, Map.of("level", text(place, "warn"))),
            "pipelines", section(place, Map.of("try", pipeline))));
  }

  private static Node filter(Step step, String name, ConfFiles files) {
    return switch (step.way()) {
      case PATTERN, QUERY -> {
        var place = files.begin(name);
        yield section(
            place,
            Map.of(
                "type", text(place, step.way().type), step.way().option, text(place, step.text())));
      }
      case FILTER -> files.read(name, step.text());
    };
  }

  /** What a step is called where something is wrong with it: which one, when there are several. */
  private String name(int step) {
    var way = steps.get(step).way();
    boolean alone = steps.stream().filter(other -> other.way() == way).count() == 1;
    long number = steps.subList(0, step + 1).stream().filter(it -> it.way() == way).count();
    return alone ? way.word() : way.word() + " " + number;
  }

  /** A problem as somebody is to be told who has typed the chain and knows of no addresses. */
  Problem told(Problem problem) {
    var place = problem.place();
    for (int i = 0; i < steps.size(); i++) {
      boolean oneLine = steps.get(i).text().indexOf('\n') < 0;
      place = oneLine && place.file().equals(name(i)) ? whole(place) : place;
    }
    var match = ADDRESS.matcher(problem.path());
    if (!match.lookingAt()) {
      return new Problem(place, problem.path(), problem.message());
    }
    String rest = problem.path().substring(match.end());
    if (match.group("step") == null) {
      rest = rest.replaceFirst("^" + INPUT + "(\\.paths)?\\.?", "");
    } else if (rest.equals(steps.get(Integer.parseInt(match.group("step"))).way().option)) {
      rest = "";
    }
    return new Problem(place, rest, problem.message());
  }

  private static Place whole(Place place) {
    return new Place(place.order(), place.file(), 0);
  }

  private static Section section(Place place, Map<String, ? extends Node> fields) {
    return new Section(place, "", new LinkedHashMap<>(fields));
  }

  private static Scalar text(Place place, String text) {
    return new Scalar(place, "", Node.Kind.TEXT, text);
  }
}
