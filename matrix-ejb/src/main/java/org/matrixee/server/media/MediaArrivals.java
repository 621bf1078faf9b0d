package org.matrixee.server.media;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.media.MediaId;
import org.matrixee.server.config.Threads;

/**
 * Waits for files whose names are known before their bytes. A request that waits holds no thread;
 * it is told when the file arrives at this node, and looks now and then for those that arrive at
 * others.
 *
 * <p>v1.19: client-server, {@code timeout_ms} of downloads.
 */
@ApplicationScoped
public class MediaArrivals {
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Map<MediaId, CompletableFuture<Boolean>> awaited = new ConcurrentHashMap<>();

  private MediaTransactions transactions;
  private Threads threads;
  private Clock clock;

  /** For the container's proxies. */
  protected MediaArrivals() {}

  /** With what it needs. */
  @Inject
  public MediaArrivals(MediaTransactions transactions, Threads threads, Clock clock) {
    this.transactions = transactions;
    this.threads = threads;
    this.clock = clock;
  }

  /** A file is there, and its record is committed. */
  void arrived(MediaId id) {
    CompletableFuture<Boolean> arrival = awaited.remove(id);
    if (arrival != null) {
      arrival.complete(true);
    }
  }

  /**
   * Waits until there is a file of a name.
   *
   * @param patience how long to wait for one that is still to be uploaded
   * @return ends when it is there; exceptionally with M_NOT_FOUND if there is none and none is to
   *     come, M_NOT_YET_UPLOADED if it did not come in time
   */
  public CompletionStage<MediaId> await(MediaId id, Duration patience) {
    // Registered before looking: what arrives in between is told.
    CompletableFuture<Boolean> arrival =
        awaited.computeIfAbsent(id, key -> new CompletableFuture<>());
    MediaTransactions.Standing standing = transactions.standing(id, clock.millis());
    if (standing != MediaTransactions.Standing.RESERVED) {
      awaited.remove(id, arrival);
      return standing == MediaTransactions.Standing.HERE
          ? CompletableFuture.completedFuture(id)
          : CompletableFuture.failedFuture(MediaService.noFile());
    }
    if (patience.isZero() || patience.isNegative()) {
      // It may never come. Others who wait for it look again by themselves.
      awaited.remove(id, arrival);
      return CompletableFuture.failedFuture(
          new MatrixException(
              ErrorCode.M_NOT_YET_UPLOADED, "This file has not been uploaded yet."));
    }
    Duration step = patience.compareTo(LOOK) < 0 ? patience : LOOK;
    return arrival
        .copy()
        .completeOnTimeout(false, step.toMillis(), TimeUnit.MILLISECONDS)
        .thenComposeAsync(here -> await(id, patience.minus(step)), threads.executor());
  }
}
