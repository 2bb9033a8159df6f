/**
 * How events become bytes, for every output: as lines, as JSON texts, compressed. The one package
 * the outputs share.
 */
@NullMarked
package io.logboom.outputs.format;

import org.jspecify.annotations.NullMarked;
