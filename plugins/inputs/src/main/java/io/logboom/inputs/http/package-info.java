/**
 * The input {@code http}: what others push by POST or PUT, Amazon Data Firehose among them.
 *
 * <p>A {@link io.logboom.inputs.http.Connection}, on a thread of Netty's, takes requests in one
 * after another: {@link io.logboom.inputs.http.Entrance} judges a request by its head, a {@link
 * io.logboom.inputs.http.Body} hands what follows to a {@link io.logboom.inputs.http.Work} on a
 * virtual thread of its own. That reads the events out, awaits their delivery, and only then has
 * the connection answer.
 */
@NullMarked
package io.logboom.inputs.http;

import org.jspecify.annotations.NullMarked;
