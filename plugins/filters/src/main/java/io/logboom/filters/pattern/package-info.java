/**
 * The {@code pattern} filter: rules in the filter pattern language of CloudWatch Logs.
 *
 * <p>{@link io.logboom.filters.pattern.FilterPattern} is read once, by a parser for each of the
 * language's three kinds, into a {@link io.logboom.filters.pattern.Syntax}. A {@link
 * io.logboom.filters.pattern.RuleSet} compiles all rules of a filter together, so that what several
 * of them ask is answered once an event, and most of them are never asked.
 */
@NullMarked
package io.logboom.filters.pattern;

import org.jspecify.annotations.NullMarked;
