/**
 * A Google SecOps of our own, for tests: enforces what the real one publishes, and misbehaves on
 * cue.
 */
@NullMarked
package io.logboom.secops;

import org.jspecify.annotations.NullMarked;
