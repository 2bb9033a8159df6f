package io.logboom.filters.insights;

/**
 * An expression with the name its value has from then on: of {@code fields}, {@code display}, and
 * of {@code stats} before and after {@code by}.
 *
 * @param expr what makes the value
 * @param name the name given by {@code as}; else the expression as the query has it, white space
 *     drawn together, so that {@code stats count(*)} makes a column {@code count(*)}
 * @param at where in the query it begins
 */
record Column(Expr expr, String name, int at) {}
