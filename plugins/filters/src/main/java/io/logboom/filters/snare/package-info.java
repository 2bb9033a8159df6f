/** Writes AWS CloudTrail records as rows of Snare's AWSCloudTrailLog table. */
@NullMarked
package io.logboom.filters.snare;

import org.jspecify.annotations.NullMarked;
