/** The input {@code file}: whole files, once. */
@NullMarked
package io.logboom.inputs.file;

import org.jspecify.annotations.NullMarked;
