/** The output {@code smtp}: events and alerts as mail by a mail server. */
@NullMarked
package io.logboom.outputs.smtp;

import org.jspecify.annotations.NullMarked;
