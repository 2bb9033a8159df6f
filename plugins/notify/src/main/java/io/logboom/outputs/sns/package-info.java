/** The output {@code sns}: events and alerts to a topic of Amazon SNS. */
@NullMarked
package io.logboom.outputs.sns;

import org.jspecify.annotations.NullMarked;
