/** Where events come from: a package per input, and what several of them share. */
@NullMarked
package io.logboom.inputs;

import org.jspecify.annotations.NullMarked;
