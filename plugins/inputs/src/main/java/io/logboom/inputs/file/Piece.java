package io.logboom.inputs.file;

import java.io.InputStream;

/**
 * What comes next of a {@link Reading}: whole lines, or a last one without an end.
 *
 * @param part what its delivery is noted in
 * @param in its bytes, for one reader
 * @param at where in the file they begin
 */
record Piece(Pending part, InputStream in, long at) {}
