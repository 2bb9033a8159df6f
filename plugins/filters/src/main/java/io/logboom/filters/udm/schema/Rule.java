package io.logboom.filters.udm.schema;

/**
 * One thing that must be there.
 *
 * @param when applies only when this holds
 * @param need what must hold
 * @param path the field to name when it does not
 * @param reason what is wrong then
 */
record Rule(Problem.Level level, Term when, Term need, String path, String reason) {

  /**
   * Something that holds or does not.
   *
   * @param bits the paths, one of which will do
   * @param many whether a path must have more than one item, rather than be there
   * @param no whether it must not be so
   */
  record Term(long bits, boolean many, boolean no) {

    /** Holds always. */
    static final Term ALWAYS = new Term(0, false, true);

    boolean holds(long set, long more) {
      return (((many ? more : set) & bits) == 0) == no;
    }
  }

  boolean broken(long set, long more) {
    return when.holds(set, more) && !need.holds(set, more);
  }
}
