package org.matrixee.server.federation.in;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.PowerLevels;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.authorization.rules.AuthSlots;
import org.matrixee.server.authorization.rules.PowerLevelsReaders;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.event.RoomRef;
import org.matrixee.store.state.StateStore;

/** In whose name this server can say something in a room. */
@Stateless
public class LocalSpeakers {
  private static final int MOST = 3;

  private StateStore states;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected LocalSpeakers() {}

  /** With what it needs. */
  @Inject
  public LocalSpeakers(StateStore states, MatrixConfig config) {
    this.states = states;
    this.config = config;
  }

  /** The joined users of this server with the highest levels; a few. */
  public List<UserId> find(RoomRef room) {
    Map<StateTuple, Event> levels = new HashMap<>();
    states
        .current(Map.of(room.nid(), AuthSlots.levels()))
        .getOrDefault(room.nid(), Map.of())
        .forEach((slot, event) -> levels.put(slot, EventReader.decode(event)));
    PowerLevels power =
        PowerLevelsReaders.of(RoomVersions.get(room.version()).auth()).read(new StateMap(levels));
    return states.currentOfType(room.nid(), EventType.MEMBER).stream()
        .filter(this::isOurs)
        .filter(LocalSpeakers::isJoined)
        .map(event -> new UserId(String.valueOf(event.stateKey())))
        .sorted(
            Comparator.comparingLong((UserId user) -> -power.of(user.folded()))
                .thenComparing(UserId::value))
        .limit(MOST)
        .toList();
  }

  private boolean isOurs(StoredEvent member) {
    return UserId.parse(member.stateKey())
        .filter(user -> Set.of(config.serverName()).contains(user.server()))
        .isPresent();
  }

  private static boolean isJoined(StoredEvent member) {
    return EventReader.decode(member)
        .content()
        .getString("membership", "")
        .equals(Membership.JOIN.word());
  }
}
