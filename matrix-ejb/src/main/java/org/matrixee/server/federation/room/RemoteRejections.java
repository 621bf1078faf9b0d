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
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.server.federation.in.PduReceiver;

/**
 * Rejects invites to rooms that this server is not in: all it knows of such a room is the invite,
 * so the event follows that, and goes to the server that made it.
 *
 * <p>2014: authorization-v1, C9.
 */
@ApplicationScoped
public class RemoteRejections {
  private MatrixConfig config;
  private MembershipDrafts drafts;
  private MembershipOutbox outbox;
  private PduReceiver receiver;
  private Threads threads;

  /** For the container's proxies. */
  protected RemoteRejections() {}

  /** With what it needs. */
  @Inject
  public RemoteRejections(
      MatrixConfig config,
      MembershipDrafts drafts,
      MembershipOutbox outbox,
      PduReceiver receiver,
      Threads threads) {
    this.config = config;
    this.drafts = drafts;
    this.outbox = outbox;
    this.receiver = receiver;
    this.threads = threads;
  }

  /** Keeps the rejection, and leaves it for the inviter's server. */
  CompletionStage<RoomOutcome> reject(Event invite, EventDraft draft) {
    SignedPdu pdu = drafts.following(invite, draft);
    return receiver
        .receiveOwn(config.serverName(), pdu.event().pdu(), false)
        .thenApplyAsync(
            outcome -> {
              if (!outcome.isAccepted()) {
                throw new MatrixException(ErrorCode.M_FORBIDDEN, RoomAuthorizer.NO_ACCESS);
              }
              outbox.tell(pdu.event().id(), invite.origin());
              return new RoomOutcome(invite.room(), pdu.event().id(), null);
            },
            threads.executor());
  }
}
