/** What the agent did, counted plugin by plugin, and told to people at the end and on the way. */
@NullMarked
package io.logboom.core.telemetry;

import org.jspecify.annotations.NullMarked;
