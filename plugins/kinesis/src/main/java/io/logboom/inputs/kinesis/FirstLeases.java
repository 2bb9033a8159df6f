package io.logboom.inputs.kinesis;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.coordinator.streamInfo.StreamIdCache;
import software.amazon.kinesis.exceptions.internal.KinesisClientLibIOException;
import software.amazon.kinesis.leases.exceptions.LeasingException;
import software.amazon.kinesis.metrics.NullMetricsScope;

/**
 * Makes the table of leases and the first leases in it. The library does so itself, but every agent
 * that finds the table empty first waits for up to half a minute, lest all of them do it at once;
 * which does no harm, for a lease that is there already is left alone. It also looks only every ten
 * seconds whether the table's index is there.
 */
final class FirstLeases {
  private static final Logger LOG = LoggerFactory.getLogger(FirstLeases.class);

  private static final long MOST_WAIT_SECONDS = 600;

  private FirstLeases() {}

  /** Makes what is not there. Before the library runs, which does what could not be done here. */
  static void make(Scheduler library) throws InterruptedException {
    try {
      var table = library.leaseRefresher();
      library.leaseCoordinator().initialize();
      if (!table.isLeaseTableEmpty()) {
        return;
      }
      table.createLeaseOwnerToLeaseKeyIndexIfNotExists();
      table.waitUntilLeaseOwnerToLeaseKeyIndexExists(1, MOST_WAIT_SECONDS);
    } catch (LeasingException e) {
      LOG.debug("the table of leases cannot be made or read yet", e);
      return;
    }
    StreamIdCache.initialize(
        library.streamIdCacheManager(), library.leaseManagementConfig().streamIdOnboardingState());
    var manager =
        library
            .shardSyncTaskManagerProvider()
            .apply(library.streamTracker().streamConfigList().getFirst());
    try {
      manager
          .hierarchicalShardSyncer()
          .checkAndCreateLeaseForNewShards(
              manager.shardDetector(),
              library.leaseRefresher(),
              manager.initialPositionInStream(),
              new NullMetricsScope(),
              false,
              true);
    } catch (LeasingException | KinesisClientLibIOException e) {
      LOG.debug("the first leases cannot be made yet", e);
    }
  }
}
