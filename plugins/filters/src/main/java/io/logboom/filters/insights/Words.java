package io.logboom.filters.insights;

/** Wording of problems. */
final class Words {

  private Words() {}

  /** So many arguments. */
  static String count(int least, int most) {
    if (most == 0) {
      return "no arguments";
    }
    if (most == Integer.MAX_VALUE) {
      return "at least " + least + (least == 1 ? " argument" : " arguments");
    }
    if (least == most) {
      return least + (least == 1 ? " argument" : " arguments");
    }
    return least + " to " + most + " arguments";
  }
}
