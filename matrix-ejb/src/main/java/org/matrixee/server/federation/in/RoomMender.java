package org.matrixee.server.federation.in;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.matrixee.model.account.Requester;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.id.UserId;
import org.matrixee.server.event.RoomCommand;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.RoomSequencer;
import org.matrixee.server.event.TornRooms;

/**
 * Binds the branches of rooms together when nobody says anything after servers have found each
 * other again: an event without content that names them all, in the name of one of our users. What
 * follows from it is the same for every server.
 *
 * <p>ADR 23.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RoomMender {
  /** The type of the event; clients know nothing of it, and show nothing. */
  static final String TYPE = "org.matrixee.merge";

  private static final Logger LOG = Logger.getLogger(RoomMender.class);

  private TornRooms torn;
  private LocalSpeakers speakers;
  private RoomSequencer sequencer;

  /** For the container's proxies. */
  protected RoomMender() {}

  /** With what it needs. */
  @Inject
  public RoomMender(TornRooms torn, LocalSpeakers speakers, RoomSequencer sequencer) {
    this.torn = torn;
    this.speakers = speakers;
    this.sequencer = sequencer;
  }

  /** Runs each second. */
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  void tick() {
    torn.takeDue().forEach(this::mend);
  }

  /** Says something in a room, if one of our users may; false if none may. */
  CompletionStage<Boolean> mend(RoomRef room) {
    return attempt(room, speakers.find(room));
  }

  private CompletionStage<Boolean> attempt(RoomRef room, List<UserId> users) {
    if (users.isEmpty()) {
      LOG.debugf("Nobody here can bind room %s together", room.room());
      return CompletableFuture.completedStage(false);
    }
    UserId user = users.get(0);
    EventDraft draft = EventDraft.message(user, TYPE, JsonValue.EMPTY_JSON_OBJECT);
    return sequencer
        .submit(new RoomCommand.Send(room, new Requester(user, 0, false), null, draft))
        .handle((sent, refused) -> refused == null)
        .thenCompose(
            sent ->
                sent
                    ? CompletableFuture.completedStage(true)
                    : attempt(room, users.subList(1, users.size())));
  }
}
