/** The small typed expressions that {@code when} options are written in, parsed once. */
@NullMarked
package io.logboom.core.condition;

import org.jspecify.annotations.NullMarked;
