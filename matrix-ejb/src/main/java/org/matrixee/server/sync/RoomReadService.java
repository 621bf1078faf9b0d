package org.matrixee.server.sync;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.event.RoomRef;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.state.StateStore;

/** Reads rooms: state, members, history and single events. */
@Stateless
public class RoomReadService {
  private RoomAccess access;
  private EventStore events;
  private StateStore states;
  private LiveStream stream;
  private Timelines timelines;

  /** For the container's proxies. */
  protected RoomReadService() {}

  /** With what it needs. */
  @Inject
  public RoomReadService(
      RoomAccess access,
      EventStore events,
      StateStore states,
      LiveStream stream,
      Timelines timelines) {
    this.access = access;
    this.events = events;
    this.states = states;
    this.stream = stream;
    this.timelines = timelines;
  }

  /**
   * The content of one slot of state.
   *
   * @throws MatrixException M_FORBIDDEN if the caller may not read it, M_NOT_FOUND if it is empty
   */
  public JsonObject state(Requester requester, RoomId room, StateTuple slot) {
    RoomRef ref = access.requireSlot(requester, room, slot);
    StoredEvent found =
        states.current(Map.of(ref.nid(), Set.of(slot))).getOrDefault(ref.nid(), Map.of()).get(slot);
    if (found == null) {
      throw new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such state in this room.");
    }
    return EventReader.decode(found).content();
  }

  /**
   * All current state events, oldest first.
   *
   * @throws MatrixException M_FORBIDDEN unless the caller is joined
   */
  public List<StoredEvent> state(Requester requester, RoomId room) {
    RoomRef ref = access.requireJoined(requester, room);
    return states.currentAll(Set.of(ref.nid())).getOrDefault(ref.nid(), List.of());
  }

  /**
   * Everyone who ever had a membership.
   *
   * @throws MatrixException M_FORBIDDEN unless the caller is joined
   */
  public MembersPage members(Requester requester, RoomId room) {
    RoomRef ref = access.requireJoined(requester, room);
    StreamToken.Live now = stream.now();
    return new MembersPage(states.currentOfType(ref.nid(), EventType.MEMBER), now);
  }

  /**
   * One event.
   *
   * @throws MatrixException M_NOT_FOUND if it is unknown, M_FORBIDDEN unless the caller is joined
   *     in its room
   */
  public StoredEvent event(Requester requester, EventId id) {
    StoredEvent event =
        events
            .find(id)
            .filter(this::isShown)
            .orElseThrow(
                () -> new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such event."));
    access.requireJoined(requester, event.room());
    return event;
  }

  /** Part of the room; also current state that came with the room, before its history. */
  private boolean isShown(StoredEvent event) {
    String key = event.stateKey();
    if (event.status() != EventStatus.OUTLIER || key == null) {
      return event.status() == EventStatus.ACCEPTED;
    }
    StateTuple slot = new StateTuple(event.type(), key);
    StoredEvent current =
        states
            .current(Map.of(event.roomNid(), Set.of(slot)))
            .getOrDefault(event.roomNid(), Map.of())
            .get(slot);
    return current != null && current.nid() == event.nid();
  }

  /**
   * A page of a room's history.
   *
   * @throws MatrixException M_FORBIDDEN unless the caller is joined
   */
  public TimelinePage messages(Requester requester, RoomId room, TimelineRequest request) {
    return timelines.page(access.requireJoined(requester, room), request);
  }
}
