package org.matrixee.server.push;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.PowerLevels;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.authorization.rules.AuthSlots;
import org.matrixee.server.authorization.rules.PowerLevelsReaders;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.push.rules.PushRoom;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.state.StateStore;

/** What push rules ask of rooms; read once and known until it changes. */
@ApplicationScoped
class PushRooms {
  /** A room of which nothing is known: nobody may notify in special ways. */
  static final PushRoom UNKNOWN =
      new PushRoom(0, new PowerLevels(Set.of(), Map.of(), 0, Map.of(), 0, 0, 0, 0, 0, 0), Map.of());

  private static final StateTuple LEVELS = StateTuple.of(EventType.POWER_LEVELS);

  private RoomLogs logs;
  private MembershipStore memberships;
  private StateStore states;

  /** For the container's proxies. */
  protected PushRooms() {}

  /** With what it needs. */
  @Inject
  PushRooms(RoomLogs logs, MembershipStore memberships, StateStore states) {
    this.logs = logs;
    this.memberships = memberships;
    this.states = states;
  }

  /**
   * What is asked of some rooms.
   *
   * @param ofEach an event of each
   */
  Map<Long, PushRoom> of(Collection<StoredEvent> ofEach) {
    Map<Long, PushRoom> known = new HashMap<>();
    Map<Long, RoomVersion> unknown = new HashMap<>();
    Map<Long, Integer> changes = new HashMap<>();
    for (StoredEvent event : ofEach) {
      RoomLog log = logs.of(event.roomNid());
      PushRoom room = log.room();
      if (room == null) {
        changes.put(event.roomNid(), log.changes());
        unknown.put(event.roomNid(), event.version());
      } else {
        known.put(event.roomNid(), room);
      }
    }
    if (!unknown.isEmpty()) {
      read(unknown)
          .forEach(
              (nid, room) -> {
                logs.of(nid).note(room, changes.getOrDefault(nid, 0));
                known.put(nid, room);
              });
    }
    return known;
  }

  private Map<Long, PushRoom> read(Map<Long, RoomVersion> rooms) {
    Map<Long, Map<Membership, Long>> counts =
        memberships.counts(rooms.keySet(), Set.of(Membership.JOIN));
    Set<StateTuple> slots = new HashSet<>(AuthSlots.levels());
    slots.add(StateTuple.of(EventType.CREATE));
    slots.add(LEVELS);
    Map<Long, Set<StateTuple>> wanted = new HashMap<>();
    rooms.keySet().forEach(nid -> wanted.put(nid, slots));
    Map<Long, Map<StateTuple, StoredEvent>> state = states.current(wanted);
    Map<Long, PushRoom> read = new HashMap<>();
    rooms.forEach(
        (nid, version) -> {
          long members = counts.getOrDefault(nid, Map.of()).getOrDefault(Membership.JOIN, 0L);
          read.put(nid, room(version, members, state.getOrDefault(nid, Map.of())));
        });
    return read;
  }

  private static PushRoom room(
      RoomVersion version, long members, Map<StateTuple, StoredEvent> state) {
    Map<StateTuple, Event> events = new HashMap<>();
    state.forEach((slot, stored) -> events.put(slot, EventReader.decode(stored)));
    PowerLevels levels =
        PowerLevelsReaders.of(RoomVersions.get(version).auth()).read(new StateMap(events));
    return new PushRoom(members, levels, notifications(events.get(LEVELS)));
  }

  /** v1.19: client-server, {@code m.room.power_levels}, {@code notifications}. */
  private static Map<String, Long> notifications(@Nullable Event levels) {
    Map<String, Long> ways = new HashMap<>();
    if (levels != null && levels.content().get("notifications") instanceof JsonObject some) {
      some.forEach(
          (way, level) -> {
            if (level instanceof JsonNumber number && number.isIntegral()) {
              ways.put(way, number.longValue());
            }
          });
    }
    return ways;
  }
}
