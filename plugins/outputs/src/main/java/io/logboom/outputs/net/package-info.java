/** How outputs speak HTTP: connections, TLS, deadlines, and what is remembered between tries. */
@NullMarked
package io.logboom.outputs.net;

import org.jspecify.annotations.NullMarked;
