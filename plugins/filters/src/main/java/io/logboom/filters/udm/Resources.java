package io.logboom.filters.udm;

import io.logboom.spi.Names;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What UDM calls the types of AWS resources, and which request parameters name a resource, a user
 * or a group: the table {@code resources.txt}. Immutable.
 */
final class Resources {
  private static final byte[] NO_TYPE = {};

  private final Names types;
  private final byte[][] udmTypes;
  private final Names sources;
  private final List<String> parameters;

  /** By source, then by parameter; null where the parameter names nothing. */
  private final @Nullable Rule[][] rules;

  /** What a request parameter names. */
  enum What {
    USER,
    GROUP,
    RESOURCE
  }

  /** A parameter that names something. */
  static final class Rule {
    private final int order;
    private final What what;
    private final byte[] awsType;

    private Rule(int order, What what, byte[] awsType) {
      this.order = order;
      this.what = what;
      this.awsType = awsType;
    }

    /** The smaller, the sooner it is taken for the target. */
    int order() {
      return order;
    }

    /** What it names. */
    What what() {
      return what;
    }

    /** The type of a resource as AWS names it, a JSON string. */
    byte[] awsType() {
      return awsType;
    }
  }

  private Resources(Reading reading) {
    types = Names.of(List.copyOf(reading.types.keySet()));
    udmTypes = reading.types.values().toArray(byte[][]::new);
    var sourceNames = List.copyOf(reading.rules.keySet());
    sources = Names.of(sourceNames);
    parameters = List.copyOf(reading.parameters);
    rules = new @Nullable Rule[sourceNames.size()][parameters.size()];
    for (int source = 0; source < rules.length; source++) {
      var ofSource = reading.rules.getOrDefault(sourceNames.get(source), Map.of());
      for (int parameter = 0; parameter < parameters.size(); parameter++) {
        rules[source][parameter] = ofSource.get(parameters.get(parameter));
      }
    }
  }

  /** Reads the table beside this class. */
  static Resources read() throws IOException {
    var reading = new Reading();
    Table.read("resources.txt", reading::line);
    return new Resources(reading);
  }

  /** All parameters that name something in some call. */
  List<String> parameters() {
    return parameters;
  }

  /** The number of an eventSource that stands there without quotes; -1 for one not in the table. */
  int source(byte[] array, int start, int end) {
    return sources.indexOf(array, start, end);
  }

  /** What a parameter names in the calls of a source; null for nothing. */
  @Nullable Rule rule(int source, int parameter) {
    return source < 0 || parameter < 0 ? null : rules[source][parameter];
  }

  /** UDM's type for an AWS type that stands there without quotes; empty when there is none. */
  byte[] udmType(byte[] array, int start, int end) {
    int type = types.indexOf(array, start, end);
    return type < 0 ? NO_TYPE : udmTypes[type];
  }

  /** The table while it is read. */
  private static final class Reading {
    final Map<String, byte[]> types = new LinkedHashMap<>();
    final Map<String, Map<String, Rule>> rules = new LinkedHashMap<>();
    final List<String> parameters = new ArrayList<>();
    private int lines;

    void line(String line) {
      var words = line.split("\\s+", -1);
      if (words.length == 3 && words[0].equals("type")) {
        types.put(words[1], UdmWord.quoted(words[2]));
      } else if (words.length == 4 && words[0].equals("parameter")) {
        if (!parameters.contains(words[2])) {
          parameters.add(words[2]);
        }
        rules.computeIfAbsent(words[1], _ -> new LinkedHashMap<>()).put(words[2], rule(words[3]));
      } else {
        throw new IllegalArgumentException("neither a type nor a parameter: " + line);
      }
    }

    private Rule rule(String what) {
      int order = lines++;
      return switch (what) {
        case "user" -> new Rule(order, What.USER, NO_TYPE);
        case "group" -> new Rule(order, What.GROUP, NO_TYPE);
        default -> new Rule(order, What.RESOURCE, UdmWord.quoted(what));
      };
    }
  }
}
