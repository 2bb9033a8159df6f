/**
 * The {@code insights} filter: the query language of CloudWatch Logs Insights on a stream. A {@link
 * io.logboom.filters.insights.Query} is parsed once ({@code Lexer}, {@code Expressions}, {@code
 * Parser}) into {@code Command}s over {@code Expr}s, and these into what is run for each event.
 */
@NullMarked
package io.logboom.filters.insights;

import org.jspecify.annotations.NullMarked;
