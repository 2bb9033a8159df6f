/** Kinesis streams: {@code type = kinesis}. */
@NullMarked
package io.logboom.inputs.kinesis;

import org.jspecify.annotations.NullMarked;
