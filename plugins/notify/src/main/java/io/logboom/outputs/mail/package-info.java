/**
 * Mail made of events: whom it is from and for, and its bytes. For every output that sends mail.
 */
@NullMarked
package io.logboom.outputs.mail;

import org.jspecify.annotations.NullMarked;
