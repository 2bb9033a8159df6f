/** Takes AWS CloudTrail records out of whatever they came in, and tells them from what is none. */
@NullMarked
package io.logboom.filters.cloudtrail;

import org.jspecify.annotations.NullMarked;
