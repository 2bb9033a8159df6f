package io.logboom.core.cli;

import io.logboom.core.config.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * What is typed after {@code logboom try}. Read by hand: the order of different options counts, a
 * pattern may begin with a hyphen or an at sign, and a short run is over before the parser of the
 * other commands is loaded.
 *
 * @param help whether help was asked for
 * @param wrong what cannot be understood; empty when all can
 */
record TryArguments(Trial trial, boolean help, String wrong) {

  static TryArguments of(List<String> args) {
    var steps = new ArrayList<Trial.Step>();
    var files = new ArrayList<String>();
    boolean options = true;
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (!options || arg.equals(Trial.STDIN) || !arg.startsWith("-")) {
        files.add(arg);
      } else if (arg.equals("--")) {
        options = false;
      } else if (arg.equals("-h") || arg.equals("--help")) {
        return new TryArguments(new Trial(steps, files), true, "");
      } else {
        int equals = arg.indexOf('=');
        String word = equals < 0 ? arg : arg.substring(0, equals);
        var ways = List.of(Trial.Way.values()).stream().filter(way -> way.word().equals(word));
        var way = ways.findFirst();
        if (way.isEmpty()) {
          return wrong("Unknown option: '" + word + "'");
        }
        if (equals < 0 && ++i == args.size()) {
          return wrong("Missing value for option '" + word + "'");
        }
        steps.add(new Trial.Step(way.get(), equals < 0 ? args.get(i) : arg.substring(equals + 1)));
      }
    }
    if (steps.isEmpty()) {
      return wrong("Nothing to try: give a --pattern, a --query or a --filter");
    }
    return new TryArguments(
        new Trial(steps, files.isEmpty() ? List.of(Trial.STDIN) : files), false, "");
  }

  private static TryArguments wrong(String what) {
    return new TryArguments(new Trial(List.of(), List.of()), false, what);
  }
}
