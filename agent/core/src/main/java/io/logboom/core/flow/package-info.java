/**
 * From {@code emit} to durable: accounting, backpressure, filtering, batching, retry, dead letters.
 *
 * <p>A {@link io.logboom.core.flow.Pipeline} takes a batch from an input, waits for room in the
 * {@link io.logboom.core.flow.Budget}, runs the filters on one of the agent's workers and lays the
 * results into the {@link io.logboom.core.flow.Lane} of each output. A lane cuts its own batches
 * and writes them, again and again where that may help. The batch's {@link
 * io.logboom.core.flow.Ledger} counts what is still open; at nought the batch is delivered and its
 * memory free.
 */
@NullMarked
package io.logboom.core.flow;

import org.jspecify.annotations.NullMarked;
