/** The output {@code stdout}: events to the process's standard output. */
@NullMarked
package io.logboom.outputs.stdout;

import org.jspecify.annotations.NullMarked;
