/**
 * Tests of the packages: of how they are written, and, in the profile packages, of the real ones.
 */
@NullMarked
package io.logboom.packages;

import org.jspecify.annotations.NullMarked;
