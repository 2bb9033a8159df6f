/** The input that reads objects of S3 as SQS announces them. */
@NullMarked
package io.logboom.inputs.s3;

import org.jspecify.annotations.NullMarked;
