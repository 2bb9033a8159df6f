/** Benchmarks of the parts that decide what the agent costs. */
@NullMarked
package io.logboom.bench;

import org.jspecify.annotations.NullMarked;
