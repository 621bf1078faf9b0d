package org.matrixee.server.account.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.Threads;
import org.matrixee.server.room.MembershipService;

/**
 * Lets users whose accounts were given up leave their rooms, in the background. That they still
 * have to stands in the database, so that it goes on after a restart; rooms that were left already
 * are not listed any more.
 *
 * <p>v1.19: Client-Server API, {@code POST /account/deactivate}: servers should remove such users
 * from their rooms.
 */
@ApplicationScoped
public class Departures {
  private static final Logger LOG = Logger.getLogger(Departures.class);

  /** Token number of commands that no client sent. */
  private static final long NO_TOKEN = 0;

  private static final int MOST_USERS = 4;
  private static final int MOST_ROOMS = 32;

  private final Set<UserId> running = ConcurrentHashMap.newKeySet();

  private DepartureTransactions transactions;
  private MembershipService memberships;
  private Threads threads;

  /** For the container's proxies. */
  protected Departures() {}

  /** With what it needs. */
  @Inject
  public Departures(
      DepartureTransactions transactions, MembershipService memberships, Threads threads) {
    this.transactions = transactions;
    this.memberships = memberships;
    this.threads = threads;
  }

  /** Begins at once, off the thread that committed. */
  void onDeactivated(
      @Observes(during = TransactionPhase.AFTER_SUCCESS) AccountDeactivated deactivated) {
    threads.executor().execute(this::look);
  }

  /** Looks for users who have not left yet. */
  public void look() {
    for (UserId user : transactions.due(MOST_USERS)) {
      if (running.add(user)) {
        leave(user, transactions.rooms(user), true)
            .whenCompleteAsync((all, failure) -> settle(user, all, failure), threads.executor());
      }
    }
  }

  /**
   * Leaves rooms, some at a time.
   *
   * @param soFar whether each room before took it or refused it
   */
  private CompletionStage<Boolean> leave(UserId user, List<RoomId> rooms, boolean soFar) {
    if (rooms.isEmpty()) {
      return CompletableFuture.completedStage(soFar);
    }
    int count = Math.min(MOST_ROOMS, rooms.size());
    List<CompletableFuture<Boolean>> left =
        rooms.subList(0, count).stream().map(room -> leave(user, room)).toList();
    return CompletableFuture.allOf(left.toArray(new CompletableFuture<?>[0]))
        .thenComposeAsync(
            nothing ->
                leave(
                    user,
                    rooms.subList(count, rooms.size()),
                    soFar && left.stream().allMatch(CompletableFuture::join)),
            threads.executor());
  }

  private CompletableFuture<Boolean> leave(UserId user, RoomId room) {
    Requester server = new Requester(user, NO_TOKEN, false);
    try {
      return memberships
          .leave(server, room, null, null)
          .handle((outcome, failure) -> failure == null || isRefused(user, room, failure))
          .toCompletableFuture();
    } catch (RuntimeException failure) {
      return CompletableFuture.completedFuture(isRefused(user, room, failure));
    }
  }

  /** A room that refuses will do so for ever: an invite that its rules let nobody turn down. */
  private static boolean isRefused(UserId user, RoomId room, Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    boolean refused = cause instanceof MatrixException refusal && refusal.status() < 500;
    if (refused) {
      LOG.infof("Room %s does not let %s leave, who gave up the account", room, user);
    }
    return refused;
  }

  private void settle(UserId user, @Nullable Boolean all, @Nullable Throwable failure) {
    running.remove(user);
    if (failure == null && Boolean.TRUE.equals(all)) {
      transactions.done(user);
      look();
    } else {
      LOG.warnf("Some rooms of %s, who gave up the account, are left later", user);
    }
  }
}
