package io.logboom.core.condition;

/** The comparisons there are. */
enum Comparison {
  EQUAL,
  UNEQUAL,
  LESS,
  LESS_OR_EQUAL,
  MORE,
  MORE_OR_EQUAL;

  /** Whether it holds for two values that compare like that, as {@link Comparable} tells it. */
  boolean holds(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case UNEQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case MORE -> order > 0;
      case MORE_OR_EQUAL -> order >= 0;
    };
  }
}
