/** What the outputs that tell people of events share: what an event says, and its subject. */
@NullMarked
package io.logboom.outputs.message;

import org.jspecify.annotations.NullMarked;
