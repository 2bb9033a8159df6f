package io.logboom.packages;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which licences may be shipped. What a component's origin says counts when it says one licence,
 * and one that is allowed; everything else was looked at by a person, who wrote down the outcome.
 */
final class Licences {

  /** What is wrong with components; each message names one, and what to do. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(Collection<String> reasons) {
      super("licences:\n  " + String.join("\n  ", reasons));
    }
  }

  /**
   * What was decided on a component by hand.
   *
   * @param licence as SPDX names it
   * @param copyright the line that its licence wants repeated, where its own files do not bring it;
   *     else empty
   */
  private record Decision(String licence, String copyright) {}

  private final Set<String> allowed;
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Decision> decided = new HashMap<>();

  private Licences(Config policy) {
    allowed = new HashSet<>(policy.getStringList("allowed"));
    for (Map.Entry<String, ConfigValue> name : policy.getObject("names").entrySet()) {
      names.put(name.getKey(), name.getValue().unwrapped().toString());
    }
    for (String id : policy.getObject("decided").keySet()) {
      Config decision = policy.getConfig("decided").getConfig(ConfigUtil.joinPath(id));
      String copyright = decision.hasPath("copyright") ? decision.getString("copyright") : "";
      decided.put(id, new Decision(decision.getString("licence"), copyright));
    }
  }

  static Licences read(Path policy) {
    return new Licences(ConfigFactory.parseFile(policy.toFile()));
  }

  /**
   * The licence of each component.
   *
   * @throws RefusedException when one is unknown or not allowed
   */
  Map<Component, String> judge(Collection<Component> components) throws RefusedException {
    var licences = new HashMap<Component, String>();
    var reasons = new ArrayList<String>();
    for (Component component : components) {
      Decision decision = decided.get(component.id());
      if (decision != null) {
        licences.put(component, decision.licence());
      } else {
        judge(component, licences, reasons);
      }
    }
    if (!reasons.isEmpty()) {
      throw new RefusedException(reasons);
    }
    return licences;
  }

  private void judge(Component component, Map<Component, String> licences, List<String> reasons) {
    var said = new TreeSet<String>();
    for (String licence : component.licences()) {
      said.add(names.getOrDefault(licence, licence));
    }
    if (said.size() == 1 && allowed.contains(said.first())) {
      licences.put(component, said.first());
    } else {
      String what =
          switch (said.size()) {
            case 0 -> "does not say its licence";
            case 1 -> "is under " + said.first() + ", which is not allowed";
            default -> "says " + String.join(" and ", said) + ", be it both or either";
          };
      reasons.add(
          component.id()
              + " "
              + component.version()
              + " "
              + what
              + ": do without it, or decide on it in packaging/packages/licences.conf");
    }
  }

  /** The copyright line of a component that its own files do not bring; empty when they do. */
  String copyright(Component component) {
    Decision decision = decided.get(component.id());
    return decision == null ? "" : decision.copyright();
  }

  /** Decisions on what is not shipped, which say that something went unnoticed. */
  Set<String> idle(Collection<Component> components) {
    var idle = new TreeSet<>(decided.keySet());
    components.forEach(component -> idle.remove(component.id()));
    return idle;
  }
}
