/**
 * How outputs speak HTTP: connections, deadlines; and for all: TLS, what is remembered between
 * tries.
 */
@NullMarked
package io.logboom.outputs.net;

import org.jspecify.annotations.NullMarked;
