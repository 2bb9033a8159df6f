/**
 * The arrays that events live in, used again and again, so that a busy agent hardly allocates; and
 * the heap, which is to stay small.
 */
@NullMarked
package io.logboom.core.memory;

import org.jspecify.annotations.NullMarked;
