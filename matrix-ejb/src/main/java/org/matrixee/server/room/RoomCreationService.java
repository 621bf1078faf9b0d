package org.matrixee.server.room;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Account;
import org.matrixee.model.account.Requester;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.model.room.RoomVersion;

/** Makes rooms of version 2014 with their first events, whole or not at all. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RoomCreationService {
  private RoomMaker maker;

  /** For the container's proxies. */
  protected RoomCreationService() {}

  /** With what it needs. */
  @Inject
  public RoomCreationService(RoomMaker maker) {
    this.maker = maker;
  }

  /**
   * Makes a room of version 2014.
   *
   * @param key the request's transaction; null if a repeat is a new request
   * @return completed after the commit; exceptionally with M_ROOM_IN_USE if the alias is taken:
   *     then nothing was made, M_FORBIDDEN if the operator's policy denies one of its events
   * @throws MatrixException M_LIMIT_EXCEEDED; M_BAD_JSON for a bad alias name or too many invites
   */
  public CompletionStage<RoomOutcome> create(
      Requester requester, RoomRequest request, @Nullable TransactionKey key) {
    RoomAlias alias = maker.alias(request.aliasName());
    Account creator = maker.creator(requester);
    List<UserId> invite = maker.invitees(requester, request.invite());
    List<EventDraft> drafts =
        FirstEvents.of(creator, request.inviting(invite), alias, maker.accounts(invite));
    NewRoom room = new NewRoom(RoomVersion.V2014, request.listed(), drafts, alias);
    return maker.make(requester, room, key);
  }
}
