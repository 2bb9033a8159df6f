/** The output {@code http}: events to whatever takes them by POST or PUT. */
@NullMarked
package io.logboom.outputs.http;

import org.jspecify.annotations.NullMarked;
