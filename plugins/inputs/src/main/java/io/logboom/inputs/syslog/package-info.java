/**
 * The input that receives syslog: over UDP, TCP, TLS and RELP, in every dialect that is about.
 *
 * <p>An event loop takes bytes from a socket, {@link io.logboom.inputs.syslog.Frames} or {@link
 * io.logboom.inputs.syslog.RelpFrames} cut them into messages, {@link
 * io.logboom.inputs.syslog.Parser} finds the parts of each, {@link io.logboom.inputs.syslog.Row}
 * writes these as JSON into a block, {@link io.logboom.inputs.syslog.Desk} makes batches of blocks
 * and a {@link io.logboom.inputs.syslog.Handover} emits them on a thread that may wait.
 */
@NullMarked
package io.logboom.inputs.syslog;

import org.jspecify.annotations.NullMarked;
