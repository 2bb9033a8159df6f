/** The output {@code ses}: events and alerts as mail by Amazon SES. */
@NullMarked
package io.logboom.outputs.ses;

import org.jspecify.annotations.NullMarked;
