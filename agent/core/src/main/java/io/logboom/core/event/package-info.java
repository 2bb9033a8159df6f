/** The event and its JSON: scanning bytes, finding fields in them, editing without decoding. */
@NullMarked
package io.logboom.core.event;

import org.jspecify.annotations.NullMarked;
