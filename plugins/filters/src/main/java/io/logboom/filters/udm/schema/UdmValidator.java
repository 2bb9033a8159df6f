package io.logboom.filters.udm.schema;

import java.util.List;

/**
 * Says what is wrong with a UDM event or entity in proto3 JSON, field by field: names (in snake or
 * camel case) that UDM does not have, values of the wrong type or form, enum values that do not
 * exist, texts that are too long, and what is missing for an event or entity of its type. The
 * fields are those of {@code udm-messages.txt} and {@code udm-enums.txt} beside this class, the
 * requirements those of {@code udm-rules.txt} and {@code udm-limits.txt}.
 *
 * <p>It allocates nothing for a text that is well. Safe for use by many threads.
 */
public final class UdmValidator {
  private final Problem.Level least;
  private final ThreadLocal<Walk> walks = ThreadLocal.withInitial(Walk::new);

  /**
   * @param least the problems worth telling: those of this level, and what is worse
   */
  public UdmValidator(Problem.Level least) {
    this.least = least;
  }

  /** What is wrong with an event; empty for nothing. No more than 50 problems are told. */
  public List<Problem> event(byte[] array, int offset, int length) {
    return walks.get().run(Rules.EVENT, array, offset, length, least);
  }

  /** What is wrong with an entity {metadata, entity, relations}; empty for nothing. */
  public List<Problem> entity(byte[] array, int offset, int length) {
    return walks.get().run(Rules.ENTITY, array, offset, length, least);
  }
}
