/** The {@code alert} filter: a message that tells people what an event says. */
@NullMarked
package io.logboom.filters.alert;

import org.jspecify.annotations.NullMarked;
