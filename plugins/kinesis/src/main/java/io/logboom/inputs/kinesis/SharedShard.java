package io.logboom.inputs.kinesis;

import io.logboom.spi.UndeliveredException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.KinesisClientLibDependencyException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.exceptions.ThrottlingException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;
import software.amazon.kinesis.processor.ShardRecordProcessor;

/**
 * One lease of a shard, from when this agent got it to when it ends, is lost or given back. The
 * Kinesis Client Library calls it on threads of its own, one call at a time. It passes over what a
 * call throws, records and all, so nothing is thrown: once anything has gone wrong no more records
 * are taken and no more is remembered, and whoever has the lease next reads from where it was.
 */
final class SharedShard implements ShardRecordProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(SharedShard.class);

  /** What the shards of one input have in common. */
  interface Owner {
    /** A deliverer that remembers by this. */
    Deliverer deliverer(Shard shard, Checkpoint checkpoint);

    /** A flow of this shard into the pipeline. */
    ShardFlow flow(Shard shard, Deliverer deliverer);

    /** The shard of that id. */
    Shard shard(String id);

    /** The shard has begun. */
    void begun(SharedShard shard);

    /** The shard is over here. */
    void over(SharedShard shard);

    /** Gives the lease back, for the shard to be read again by somebody. */
    void giveBack(Shard shard);

    Lag lag();

    Counters counters();
  }

  private final Owner owner;

  /** Where this shard's records are cut and handed on, so that it can be interrupted. */
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("kinesis-shard").factory());

  private volatile @Nullable RecordProcessorCheckpointer checkpointer;
  private @Nullable Shard shard;
  private @Nullable Deliverer deliverer;
  private @Nullable ShardFlow flow;

  /** No more records are taken. */
  private volatile boolean closed;

  SharedShard(Owner owner) {
    this.owner = owner;
  }

  @Override
  public void initialize(InitializationInput input) {
    var begun = owner.shard(input.shardId());
    shard = begun;
    deliverer = owner.deliverer(begun, this::note);
    flow = owner.flow(begun, deliverer);
    deliverer.start();
    owner.counters().shardsBegun.increment();
    owner.begun(this);
    LOG.info("{}: begun", begun.place());
  }

  @Override
  public void processRecords(ProcessRecordsInput input) {
    checkpointer = input.checkpointer();
    if (closed) {
      return;
    }
    Long behind = input.millisBehindLatest();
    if (behind != null) {
      owner.lag().behind(shard().id(), behind);
    }
    List<UserRecord> records = input.records().stream().map(SharedAggregates::user).toList();
    try {
      Future<?> handedOn =
          worker.submit(
              () -> {
                flow().accept(records);
                deliverer().throwIfUndelivered();
                return records.size();
              });
      handedOn.get();
    } catch (ExecutionException e) {
      close();
      failed(e.getCause());
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: stopped meanwhile", shard().place(), e);
    } catch (InterruptedException _) {
      // The library does so when it has waited for too long at the end.
      stop();
      Thread.currentThread().interrupt();
    }
  }

  private void failed(@Nullable Throwable cause) {
    if (cause instanceof UndeliveredException) {
      LOG.warn(
          "{}: not delivered, so the lease is given back and the shard read again: {}",
          shard().place(),
          cause.getMessage());
      owner.giveBack(shard());
    } else if (!(cause instanceof InterruptedException)) {
      LOG.error("{}: unexpected; the lease is given back", shard().place(), cause);
      owner.giveBack(shard());
    }
  }

  @Override
  public void leaseLost(LeaseLostInput input) {
    if (shard == null) {
      return;
    }
    if (!closed) {
      LOG.info("{}: the lease is somebody else's now", shard.place());
      owner.counters().shardsLost.increment();
    }
    end();
  }

  @Override
  public void shardEnded(ShardEndedInput input) {
    if (closed) {
      throw new IllegalStateException(shard().place() + " is not to be ended here");
    }
    try {
      deliverer().finish();
      input.checkpointer().checkpoint();
      owner.counters().shardsEnded.increment();
      end();
    } catch (UndeliveredException e) {
      close();
      failed(e);
      throw new IllegalStateException(shard().place() + " is not delivered to its end", e);
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped", e);
    } catch (ThrottlingException
        | KinesisClientLibDependencyException
        | InvalidStateException
        | ShutdownException e) {
      // The library asks again, and finds everything delivered.
      owner.counters().checkpointFailures.increment();
      throw new IllegalStateException(shard().place() + ": its end cannot be remembered", e);
    }
  }

  @Override
  public void shutdownRequested(ShutdownRequestedInput input) {
    checkpointer = input.checkpointer();
    closed = true;
    try {
      deliverer().finish();
    } catch (UndeliveredException e) {
      LOG.debug("{}: not delivered; read again by the next one", shard().place(), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    end();
  }

  /** Takes no more records; what has been handed on goes on. */
  void stop() {
    closed = true;
    worker.shutdownNow();
  }

  /** Whether something may still be delivered and remembered. */
  boolean underWay() {
    return !deliverer().over();
  }

  private void close() {
    closed = true;
  }

  private void end() {
    stop();
    deliverer().abandon();
    owner.lag().gone(shard().id());
    owner.over(this);
  }

  private boolean note(Position delivered) throws Checkpoint.LostException {
    var current = checkpointer;
    if (current == null) {
      return false;
    }
    try {
      current.checkpoint(delivered.sequence(), delivered.sub());
      return true;
    } catch (ShutdownException e) {
      throw new Checkpoint.LostException(e);
    } catch (ThrottlingException
        | KinesisClientLibDependencyException
        | InvalidStateException
        | IllegalArgumentException e) {
      LOG.warn("{}: cannot be remembered; tried again: {}", shard().place(), e.getMessage());
      return false;
    }
  }

  private Shard shard() {
    return present(shard);
  }

  private Deliverer deliverer() {
    return present(deliverer);
  }

  private ShardFlow flow() {
    return present(flow);
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("not initialized");
    }
    return value;
  }
}
