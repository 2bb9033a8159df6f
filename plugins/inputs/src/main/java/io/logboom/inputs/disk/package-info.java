/** How inputs keep what they have to remember: on disk, and always whole. */
@NullMarked
package io.logboom.inputs.disk;

import org.jspecify.annotations.NullMarked;
