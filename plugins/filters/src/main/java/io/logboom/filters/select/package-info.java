/**
 * Reads the fields that many rules ask for, each once an event, as positions in the sender's bytes:
 * {@link io.logboom.filters.select.Selectors} is the set of what is asked for, made once; {@link
 * io.logboom.filters.select.Selection} is where it stands in one event, a thread's own and used
 * again and again; {@link io.logboom.filters.select.Scalar} is one value's kind and text.
 */
@NullMarked
package io.logboom.filters.select;

import org.jspecify.annotations.NullMarked;
