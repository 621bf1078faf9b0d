package org.matrixee.server.presence;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.PresenceState;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.store.presence.PresenceListStore;
import org.matrixee.store.presence.PresenceStore;
import org.matrixee.store.room.MembershipStore;

/** The presence of single users: who may see it, and setting one's own. */
@Stateless
public class PresenceService {
  /** Everyone who sees the user gets it, so that it must not be long. */
  private static final int MAX_STATUS_LENGTH = 1000;

  private MatrixConfig config;
  private PresenceRegister register;
  private PresenceWriter writer;
  private PresenceStore presences;
  private PresenceListStore lists;
  private MembershipStore memberships;

  /** For the container's proxies. */
  protected PresenceService() {}

  /** With what it needs. */
  @Inject
  public PresenceService(
      MatrixConfig config,
      PresenceRegister register,
      PresenceWriter writer,
      PresenceStore presences,
      PresenceListStore lists,
      MembershipStore memberships) {
    this.config = config;
    this.register = register;
    this.writer = writer;
    this.presences = presences;
    this.lists = lists;
    this.memberships = memberships;
  }

  /**
   * A user's presence.
   *
   * <p>2014: presence-profile-voip, 3: seen by the user, by everyone who shares a room, and by
   * those whose presence invite the user accepted.
   *
   * @throws MatrixException M_NOT_FOUND if the requester may not see it, or there is no such user
   */
  public Presence get(Requester requester, UserId user) {
    if (!isVisible(requester.user(), user)) {
      throw new MatrixException(
          ErrorCode.M_NOT_FOUND, "There is no such user, or you may not see the presence.");
    }
    Optional<Presence> inMemory = register.find(user);
    return inMemory.orElseGet(
        () ->
            register.current(
                user, presences.find(List.of(user)).getOrDefault(user, Presence.NEVER)));
  }

  private boolean isVisible(UserId viewer, UserId target) {
    return viewer.equals(target)
        || memberships.roomMates(viewer, List.of(target)).contains(target)
        || lists.isAccepted(viewer, target);
  }

  /**
   * Sets the requester's presence; the stage ends when it is kept.
   *
   * @param statusMsg null clears it
   * @throws MatrixException M_BAD_JSON for a user of another server or a long status, M_FORBIDDEN
   *     for another user
   */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public CompletionStage<Boolean> set(
      Requester requester, UserId user, PresenceState state, @Nullable String statusMsg) {
    requireSelf(requester, user, config);
    if (statusMsg != null && statusMsg.length() > MAX_STATUS_LENGTH) {
      throw new MatrixException(
          ErrorCode.M_BAD_JSON,
          "The key 'status_msg' must not be longer than " + MAX_STATUS_LENGTH + " characters.");
    }
    CompletionStage<Boolean> kept = register.choose(user, state, statusMsg);
    writer.kick();
    return kept;
  }

  static void requireSelf(Requester requester, UserId user, MatrixConfig config) {
    if (!user.server().equals(config.serverName())) {
      throw new MatrixException(ErrorCode.M_BAD_JSON, "This is a user of another server.");
    }
    if (!requester.user().equals(user)) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, "This is another user's presence.");
    }
  }
}
