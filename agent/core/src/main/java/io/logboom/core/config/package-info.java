/**
 * Reads configuration files, binds their sections to records, and reports every problem at once
 * with its place.
 */
@NullMarked
package io.logboom.core.config;

import org.jspecify.annotations.NullMarked;
