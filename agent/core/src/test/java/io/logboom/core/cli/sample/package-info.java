/** Plugins for tests of commands. */
@NullMarked
package io.logboom.core.cli.sample;

import org.jspecify.annotations.NullMarked;
