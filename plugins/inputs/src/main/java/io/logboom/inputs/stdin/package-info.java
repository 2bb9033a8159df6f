/** The input {@code stdin}: what is piped into the agent. */
@NullMarked
package io.logboom.inputs.stdin;

import org.jspecify.annotations.NullMarked;
