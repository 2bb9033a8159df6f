package io.logboom.filters.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an event says, in words of nobody's format: not yet cleaned, not yet escaped.
 *
 * @param id the event's own id; empty for none
 * @param time when it happened, or else when the agent began to read it
 * @param title what to call it when nobody has said so; empty when it says nothing of itself
 * @param facts what titles and templates can ask for by name; see {@link Fact}. No value is empty
 * @param sections all there is to show, in order; none of them is empty
 * @param record the event as it was sent, in lines, to be shown; empty for none
 */
record Story(
    String id,
    Instant time,
    String title,
    Map<Fact, String> facts,
    List<Section> sections,
    String record) {

  Story {
    facts = Map.copyOf(facts);
    sections = sections.stream().filter(section -> !section.lines().isEmpty()).toList();
  }

  /** One of the facts; empty when it is not known. */
  String fact(Fact fact) {
    return facts.getOrDefault(fact, "");
  }

  /** The same with a section more, at the end. */
  Story with(Section more) {
    var all = new ArrayList<>(sections);
    all.add(more);
    return new Story(id, time, title, facts, all, record);
  }
}
