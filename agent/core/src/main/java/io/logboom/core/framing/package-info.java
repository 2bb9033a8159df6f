/**
 * Cuts byte streams into events, in bounded memory. A {@link io.logboom.core.framing.StreamFramer}
 * undoes compression told by magic bytes (a {@code Stage} after the other), looks at the outcome
 * through a {@code Window}, and hands on the events in {@code Batches}; {@code Lines}, {@code
 * Document} and {@code Texts} know the formats.
 */
@NullMarked
package io.logboom.core.framing;

import org.jspecify.annotations.NullMarked;
