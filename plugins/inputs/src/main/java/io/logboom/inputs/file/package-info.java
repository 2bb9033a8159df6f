/** The input {@code file}: whole files, once, or files as they are written to. */
@NullMarked
package io.logboom.inputs.file;

import org.jspecify.annotations.NullMarked;
