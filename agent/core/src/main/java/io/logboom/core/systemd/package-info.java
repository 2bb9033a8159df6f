/**
 * Tells systemd, or whoever else supervises the agent by its protocol (sd_notify(3)), when the
 * agent is ready, that it is alive, how it is doing and that it ends. None of it ever fails the
 * agent.
 */
@NullMarked
package io.logboom.core.systemd;

import org.jspecify.annotations.NullMarked;
