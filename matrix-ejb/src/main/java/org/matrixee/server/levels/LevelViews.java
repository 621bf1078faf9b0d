package org.matrixee.server.levels;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.PowerLevels;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.authorization.rules.LevelRequests;
import org.matrixee.server.authorization.rules.LevelTranslation;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.server.history.Reader;
import org.matrixee.server.history.Readers;
import org.matrixee.server.history.RoomStates;
import org.matrixee.server.room.RoomRefs;

/**
 * The levels of rooms as clients of the other generation see them. Rooms of 2014 spread them over
 * four events; to a client of today each of these is a {@code m.room.power_levels} that says all
 * that held after it, and the newest of them is the room's.
 *
 * <p>2014: authorization-v1, section 1. v1.19: client-server, "m.room.power_levels".
 */
@Stateless
public class LevelViews {
  private static final Comparator<StoredEvent> BY_AGE =
      Comparator.comparingLong(StoredEvent::depth).thenComparingLong(StoredEvent::position);

  private static final Set<String> TYPES =
      Set.of(
          EventType.POWER_LEVELS,
          EventType.ADD_STATE_LEVEL,
          EventType.SEND_EVENT_LEVEL,
          EventType.OPS_LEVELS);

  private RoomRefs rooms;
  private Readers readers;
  private RoomStates states;

  /** For the container's proxies. */
  protected LevelViews() {}

  /** With what it needs. */
  @Inject
  public LevelViews(RoomRefs rooms, Readers readers, RoomStates states) {
    this.rooms = rooms;
    this.readers = readers;
    this.states = states;
  }

  /** Whether a slot holds levels in rooms of 2014. */
  public static boolean isLevels(@Nullable StateTuple slot) {
    return slot != null && slot.stateKey().isEmpty() && TYPES.contains(slot.type());
  }

  /** Whether an event says levels in the words of 2014. */
  public static boolean isOf2014(StoredEvent event) {
    return isOf2014(event.version()) && "".equals(event.stateKey()) && TYPES.contains(event.type());
  }

  private static boolean isOf2014(RoomVersion version) {
    return RoomVersions.get(version).isOf2014();
  }

  private boolean isOfToday(RoomId room) {
    return rooms.find(room).map(ref -> !isOf2014(ref.version())).orElse(false);
  }

  /** A state of one room without the events of 2014 that a newer one stands for. */
  public static List<StoredEvent> withoutOlder(List<StoredEvent> state) {
    @Nullable StoredEvent newest =
        state.stream().filter(LevelViews::isOf2014).max(BY_AGE).orElse(null);
    return newest == null
        ? state
        : state.stream().filter(event -> event.nid() == newest.nid() || !isOf2014(event)).toList();
  }

  /** The content of the {@code m.room.power_levels} of today that an event of 2014 stands for. */
  public JsonObject today(StoredEvent event) {
    // Of what came with the room, before its history, no state is known but that of now.
    boolean outside = event.status() == EventStatus.OUTLIER;
    return LevelTranslation.toCurrent(
        map(outside ? states.withoutMembers(event.roomNid()) : states.at(event)));
  }

  /**
   * The event that is a room's {@code m.room.power_levels} for clients of today.
   *
   * @return null if there is none
   * @throws org.matrixee.model.error.MatrixException M_FORBIDDEN
   */
  public @Nullable StoredEvent find(Requester requester, RoomId room) {
    Reader reader = readers.require(requester, room);
    Set<String> types = isOf2014(reader.room().version()) ? TYPES : Set.of(EventType.POWER_LEVELS);
    return types.stream()
        .map(type -> states.find(reader, StateTuple.of(type)))
        .filter(Objects::nonNull)
        .max(BY_AGE)
        .orElse(null);
  }

  /**
   * What clients of 2014 find in one of the slots of their levels.
   *
   * @return null if the room is of 2014 itself, and holds there what it holds, or is unknown
   * @throws org.matrixee.model.error.MatrixException M_FORBIDDEN unless the caller is in a room of
   *     today
   */
  public @Nullable JsonObject of2014(Requester requester, RoomId room, String type) {
    if (!isOfToday(room)) {
      return null;
    }
    Reader reader = readers.requireJoined(requester, room);
    return LevelTranslation.to2014(levels(reader, levelState(reader))).get(type);
  }

  private static PowerLevels levels(Reader reader, StateMap state) {
    return RoomRules.of(reader.room().version()).levels().read(state);
  }

  private StateMap levelState(Reader reader) {
    List<StoredEvent> found = new ArrayList<>();
    for (String type : List.of(EventType.CREATE, EventType.POWER_LEVELS)) {
      StoredEvent event = states.find(reader, StateTuple.of(type));
      if (event != null) {
        found.add(event);
      }
    }
    return map(found);
  }

  /**
   * What has to be sent for a client of today that sets the levels.
   *
   * @return in a room of 2014 the events of that time that change, in the order in which they are
   *     to be sent; else the draft
   * @throws org.matrixee.model.error.MatrixException M_BAD_JSON if the room cannot express it
   */
  public List<EventDraft> ofToday(Requester requester, RoomId room, EventDraft draft) {
    Reader reader = readers.require(requester, room);
    if (!isOf2014(reader.room().version())) {
      return List.of(draft);
    }
    return LevelRequests.in2014(map(states.all(reader)), draft.content()).entrySet().stream()
        .map(entry -> EventDraft.state(draft.sender(), entry.getKey(), "", entry.getValue()))
        .toList();
  }

  /** What has to be sent for a client of 2014 that sets some of the levels. */
  public EventDraft of2014(Requester requester, RoomId room, EventDraft draft) {
    if (!isOfToday(room)) {
      return draft;
    }
    Reader reader = readers.requireJoined(requester, room);
    StateMap state = levelState(reader);
    Event present = state.get(StateTuple.of(EventType.POWER_LEVELS));
    JsonObject content =
        LevelRequests.inCurrent(
            present == null ? JsonObject.EMPTY_JSON_OBJECT : present.content(),
            levels(reader, state).creators(),
            draft.type(),
            draft.content());
    return EventDraft.state(draft.sender(), EventType.POWER_LEVELS, "", content);
  }

  private static StateMap map(List<StoredEvent> state) {
    Map<StateTuple, Event> slots = new HashMap<>();
    for (StoredEvent stored : state) {
      // The levels do not depend on who is in the room, and it may be full.
      if (!stored.type().equals(EventType.MEMBER)) {
        Event event = EventReader.decode(stored);
        slots.put(event.slot(), event);
      }
    }
    return new StateMap(slots);
  }
}
