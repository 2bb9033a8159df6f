/** Benchmarks: of the parts by JMH, and other ways to do the whole job to compare with. */
@NullMarked
package io.logboom.bench;

import org.jspecify.annotations.NullMarked;
