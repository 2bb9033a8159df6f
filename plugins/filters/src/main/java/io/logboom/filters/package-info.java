/**
 * What becomes of events on their way: a package per filter, none of which does I/O, and what they
 * share.
 */
@NullMarked
package io.logboom.filters;

import org.jspecify.annotations.NullMarked;
