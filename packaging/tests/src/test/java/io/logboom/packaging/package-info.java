/**
 * Tests of the whole: rules every class keeps, and the distribution at work against real servers.
 */
@NullMarked
package io.logboom.packaging;

import org.jspecify.annotations.NullMarked;
