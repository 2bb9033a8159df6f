/**
 * The output {@code file}: events to files whose names are made of time and fields, durable before
 * they count as delivered.
 */
@NullMarked
package io.logboom.outputs.file;

import org.jspecify.annotations.NullMarked;
