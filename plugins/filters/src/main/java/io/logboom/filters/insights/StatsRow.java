package io.logboom.filters.insights;

import java.util.List;

/**
 * What has become of one group.
 *
 * @param start when its window begins, in milliseconds since 1970
 * @param end when it ends
 * @param by the values of its {@code by}, in their order
 * @param results those of its aggregations, in theirs
 * @param remaining whether this is of all groups that were too many; then there are no values of
 *     {@code by} but that of the window
 */
record StatsRow(long start, long end, List<Datum> by, List<Datum> results, boolean remaining) {}
