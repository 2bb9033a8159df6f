/** Where events go: a package per output, each returning only once its events are durable. */
@NullMarked
package io.logboom.outputs;

import org.jspecify.annotations.NullMarked;
