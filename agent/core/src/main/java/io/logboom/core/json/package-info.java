/** JSON that the agent writes about itself; that of events is in the package of events. */
@NullMarked
package io.logboom.core.json;

import org.jspecify.annotations.NullMarked;
