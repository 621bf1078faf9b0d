package org.matrixee.server.room;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.Account;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.server.config.MatrixConfig;

/** Makes rooms of the versions 1 to 12 with their first events, whole or not at all. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CurrentRoomCreation {
  private RoomMaker maker;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected CurrentRoomCreation() {}

  /** With what it needs. */
  @Inject
  public CurrentRoomCreation(RoomMaker maker, MatrixConfig config) {
    this.maker = maker;
    this.config = config;
  }

  /**
   * Makes a room.
   *
   * @return completed after the commit; exceptionally with M_ROOM_IN_USE if the alias is taken,
   *     M_INVALID_ROOM_STATE if the first events contradict the room's rules, M_FORBIDDEN if the
   *     operator's policy denies one of them: then nothing was made
   * @throws MatrixException M_LIMIT_EXCEEDED; M_BAD_JSON for a bad alias name or too many invites;
   *     M_UNSUPPORTED_ROOM_VERSION if somebody of another server is invited, since rooms of these
   *     versions are not shared with other servers yet
   */
  public CompletionStage<RoomOutcome> create(Requester requester, CurrentRoomRequest request) {
    RoomAlias alias = maker.alias(request.aliasName());
    Account creator = maker.creator(requester);
    List<UserId> invite = maker.invitees(requester, request.invite());
    if (invite.stream().anyMatch(user -> !user.server().equals(config.serverName()))) {
      throw new MatrixException(
          ErrorCode.M_UNSUPPORTED_ROOM_VERSION,
          "Users of other servers cannot be invited into rooms of version "
              + request.version()
              + " yet.");
    }
    List<EventDraft> drafts =
        CurrentFirstEvents.of(creator, request.inviting(invite), alias, maker.accounts(invite));
    return maker.make(
        requester, new NewRoom(request.version(), request.listed(), drafts, alias), null);
  }
}
