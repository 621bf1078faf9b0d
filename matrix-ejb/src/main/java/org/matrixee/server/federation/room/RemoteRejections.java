package org.matrixee.server.federation.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.server.authorization.rules.RoomAuthorizer;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.server.federation.in.RemoteRooms;

/**
 * Rejects invites to rooms that this server is not in: all it knows of such a room is the invite,
 * so the event follows that, and goes to the server that made it.
 *
 * <p>2014: authorization-v1, C9.
 */
@ApplicationScoped
public class RemoteRejections {
  private MembershipDrafts drafts;
  private RemoteRooms rooms;

  /** For the container's proxies. */
  protected RemoteRejections() {}

  /** With what it needs. */
  @Inject
  public RemoteRejections(MembershipDrafts drafts, RemoteRooms rooms) {
    this.drafts = drafts;
    this.rooms = rooms;
  }

  /** Keeps the rejection, and leaves it for the inviter's server. */
  CompletionStage<RoomOutcome> reject(RoomRef room, Event invite, EventDraft draft) {
    SignedPdu pdu = drafts.following(invite, draft);
    return rooms
        .reject(room, pdu, invite.origin())
        .thenApply(
            outcome -> {
              if (!outcome.isAccepted()) {
                throw new MatrixException(ErrorCode.M_FORBIDDEN, RoomAuthorizer.NO_ACCESS);
              }
              return new RoomOutcome(invite.room(), pdu.event().id(), null);
            });
  }
}
