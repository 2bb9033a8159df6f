/** The input that reads users, groups and roles from the IAM API. */
@NullMarked
package io.logboom.inputs.iam;

import org.jspecify.annotations.NullMarked;
