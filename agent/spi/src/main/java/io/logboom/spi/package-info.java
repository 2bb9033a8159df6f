/**
 * What a plugin author reads.
 *
 * <p>An {@link io.logboom.spi.Input} brings bytes in, cuts them into {@linkplain
 * io.logboom.spi.Event events} with a {@link io.logboom.spi.Framer}, and hands them on in
 * {@linkplain io.logboom.spi.Batch batches} through its {@link io.logboom.spi.Emitter}. {@linkplain
 * io.logboom.spi.Filter Filters} turn one event into none, one or many; a {@link
 * io.logboom.spi.StatefulFilter} remembers them, too, and makes events of its own later. An {@link
 * io.logboom.spi.Output} makes a batch durable. The {@link io.logboom.spi.Delivery} that {@code
 * emit} returned then lets the input tell its source to forget the batch, and not before.
 *
 * <pre>
 * input --(framing)--> batch of events --> filters --+--> [filters] output A --> durable --\
 *   ^                                                +--> [filters] output B --> durable ---+--> delivered
 *   +------------------ blocks when the byte budget is used up <----------------------------/
 * </pre>
 *
 * <p>Retry, backoff, batching, concurrency, timeouts and dead letters live in the engine, once. A
 * plugin declares itself with a {@link io.logboom.spi.Plugin}, a record for its configuration and a
 * {@code reference.conf} beside it that holds every default with its prose.
 *
 * <p><b>Who owns the bytes.</b> The events of a batch share a few arrays, live together and end
 * together: once a batch is delivered the engine may use its arrays again. So an event, and
 * anything that points into its bytes, must not be kept beyond the call it was handed to ({@link
 * io.logboom.spi.Filter#apply}, {@link io.logboom.spi.Output#write}); whoever needs it longer
 * copies it.
 */
@NullMarked
package io.logboom.spi;

import org.jspecify.annotations.NullMarked;
