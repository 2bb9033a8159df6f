/**
 * What inputs that listen share: where they listen, whom they let in, TLS whose files may change
 * under way, and the threads of Netty. It knows no protocol; it is no plugin.
 *
 * <p>A {@link io.logboom.inputs.net.TcpListener} takes connections on {@link
 * io.logboom.inputs.net.Loops}, turns away whom the {@link io.logboom.inputs.net.AllowList} does
 * not name, decrypts with {@link io.logboom.inputs.net.TlsServer}, and leaves the rest to the
 * input. Whatever strangers do wrong goes through {@link io.logboom.inputs.net.Complaints}: always
 * counted, never a flood in the log.
 */
@NullMarked
package io.logboom.inputs.net;

import org.jspecify.annotations.NullMarked;
