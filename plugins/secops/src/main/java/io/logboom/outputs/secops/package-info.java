/** The output {@code secops}: UDM events, entities and raw logs to Google SecOps. */
@NullMarked
package io.logboom.outputs.secops;

import org.jspecify.annotations.NullMarked;
