/** The agent as a whole: start, run until done or told to stop, drain, sum up. */
@NullMarked
package io.logboom.core.agent;

import org.jspecify.annotations.NullMarked;
