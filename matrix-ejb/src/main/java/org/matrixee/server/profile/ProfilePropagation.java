package org.matrixee.server.profile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
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
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.config.Threads;
import org.matrixee.server.event.RoomCommand;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.RoomSequencer;
import org.matrixee.server.profile.ProfileTransactions.Portion;
import org.matrixee.server.room.DisplayFields;
import org.matrixee.server.room.RoomRefs;

/**
 * Tells rooms of changed profiles, in the background: some users at a time, and some rooms of each.
 * The work stands in the database, so that it goes on after a restart from where it was; what was
 * sent already is not sent again, since the room knows it.
 *
 * <p>Of one user there is one portion under way at a time, and a room does its commands in order:
 * so no room hears an older profile after a newer one.
 *
 * <p>2014: presence-profile-voip, 7.1; S-PROF-14, 16.
 */
@ApplicationScoped
public class ProfilePropagation {
  private static final Logger LOG = Logger.getLogger(ProfilePropagation.class);

  /** Token number of commands that no client sent. */
  private static final long NO_TOKEN = 0;

  private static final int MOST_USERS = 4;
  private static final int MOST_ROOMS = 32;

  private final Set<UserId> running = ConcurrentHashMap.newKeySet();

  private ProfileTransactions transactions;
  private RoomRefs rooms;
  private RoomSequencer sequencer;
  private Threads threads;

  /** For the container's proxies. */
  protected ProfilePropagation() {}

  /** With what it needs. */
  @Inject
  public ProfilePropagation(
      ProfileTransactions transactions, RoomRefs rooms, RoomSequencer sequencer, Threads threads) {
    this.transactions = transactions;
    this.rooms = rooms;
    this.sequencer = sequencer;
    this.threads = threads;
  }

  /** Looks for work, soon and on another thread. */
  public void wake() {
    threads.executor().execute(this::look);
  }

  private void look() {
    for (UserId user : transactions.due(2 * MOST_USERS)) {
      if (running.size() < MOST_USERS && running.add(user)) {
        threads.executor().execute(() -> work(user));
      }
    }
  }

  /** Starts the next portion of a user's rooms; holds no thread while the rooms commit it. */
  private void work(UserId user) {
    try {
      @Nullable Portion portion = transactions.next(user, MOST_ROOMS).orElse(null);
      if (portion == null) {
        running.remove(user);
        // A change between the last look and this moment found the user still marked.
        look();
        return;
      }
      CompletionStage<Boolean> told = tell(user, portion);
      told.thenAcceptAsync(all -> settle(user, portion, all), threads.executor())
          .exceptionally(failure -> giveUp(user, failure));
    } catch (RuntimeException e) {
      giveUp(user, e);
    }
  }

  /** Leaves the rest to the timer. */
  private @Nullable Void giveUp(UserId user, Throwable failure) {
    LOG.warnf(
        "Rooms of %s have to wait for the new profile: %s", user, failure.getClass().getName());
    running.remove(user);
    return null;
  }

  /** Tells a portion's rooms; the answer says whether each of them took it or refused it. */
  private CompletionStage<Boolean> tell(UserId user, Portion portion) {
    List<CompletableFuture<Boolean>> told =
        portion.rooms().stream().map(room -> tell(user, room, portion)).toList();
    return CompletableFuture.allOf(told.toArray(new CompletableFuture<?>[0]))
        .thenApply(nothing -> told.stream().allMatch(CompletableFuture::join));
  }

  private CompletableFuture<Boolean> tell(UserId user, RoomId room, Portion portion) {
    RoomRef ref = rooms.get(room);
    Requester server = new Requester(user, NO_TOKEN, false);
    JsonObject content =
        RoomVersions.get(ref.version()).isOf2014()
            ? portion.content()
            : DisplayFields.withoutUnset(portion.content());
    return sequencer
        .submit(new RoomCommand.RenewMember(ref, server, content))
        .handle((outcome, failure) -> failure == null || isRefused(user, room, failure))
        .toCompletableFuture();
  }

  private static boolean isRefused(UserId user, RoomId room, Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (!(cause instanceof MatrixException)) {
      return false;
    }
    LOG.warnf("Room %s does not take the new profile of %s", room, user);
    return true;
  }

  private void settle(UserId user, Portion portion, boolean all) {
    if (all) {
      transactions.done(portion);
    } else {
      LOG.warnf("Some rooms of %s could not take the new profile, and are tried again", user);
      transactions.postpone(portion);
    }
    work(user);
  }
}
