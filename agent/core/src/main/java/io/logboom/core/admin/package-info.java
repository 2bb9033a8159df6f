/**
 * Tells others how the agent is doing: by HTTP to whoever asks, by OTLP to whom the configuration
 * names. All of it is made of a {@link io.logboom.core.telemetry.Snapshot}; none of it is loaded
 * before somebody asks.
 */
@NullMarked
package io.logboom.core.admin;

import org.jspecify.annotations.NullMarked;
