/** The command line: what is typed, what is told, and the agent's own log. */
@NullMarked
package io.logboom.core.cli;

import org.jspecify.annotations.NullMarked;
