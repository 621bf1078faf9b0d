package org.matrixee.server.levels;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.server.config.Threads;
import org.matrixee.server.event.rules.ContentRules;
import org.matrixee.server.room.RoomEventService;

/**
 * Sets state for clients of either generation: levels are said in the room's own words. What
 * several events say is not one step; if one is refused, those before it stay.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LevelService {
  private LevelViews views;
  private RoomEventService events;
  private Threads threads;

  /** For the container's proxies. */
  protected LevelService() {}

  /** With what it needs. */
  @Inject
  public LevelService(LevelViews views, RoomEventService events, Threads threads) {
    this.views = views;
    this.events = events;
    this.threads = threads;
  }

  /**
   * Sets a piece of state for a client of today.
   *
   * @return as {@link RoomEventService}; the newest event's if the levels were so already
   * @throws MatrixException M_BAD_JSON if the room cannot express the levels
   */
  public CompletionStage<RoomOutcome> ofToday(Requester requester, RoomId room, EventDraft draft) {
    if (!LevelViews.isLevels(draft.slot()) || !draft.type().equals(EventType.POWER_LEVELS)) {
      return events.send(requester, room, draft, null);
    }
    List<EventDraft> drafts = views.ofToday(requester, room, draft);
    if (drafts.isEmpty()) {
      StoredEvent present = views.find(requester, room);
      return present == null
          ? events.send(requester, room, draft, null)
          : CompletableFuture.completedFuture(new RoomOutcome(room, present.id(), null));
    }
    CompletionStage<RoomOutcome> sent = events.send(requester, room, drafts.get(0), null);
    for (EventDraft next : drafts.subList(1, drafts.size())) {
      sent =
          sent.thenComposeAsync(
              outcome -> events.send(requester, room, next, null), threads.executor());
    }
    return sent;
  }

  /** Sets a piece of state for a client of 2014. */
  public CompletionStage<RoomOutcome> of2014(Requester requester, RoomId room, EventDraft draft) {
    if (!LevelViews.isLevels(draft.slot())) {
      return events.send(requester, room, draft, null);
    }
    Optional<String> problem = ContentRules.findProblem(draft);
    if (problem.isPresent()) {
      throw new MatrixException(ErrorCode.M_BAD_JSON, problem.get());
    }
    return events.send(requester, room, views.of2014(requester, room, draft), null);
  }
}
