/** The input that reads log groups of CloudWatch Logs. */
@NullMarked
package io.logboom.inputs.cloudwatch;

import org.jspecify.annotations.NullMarked;
