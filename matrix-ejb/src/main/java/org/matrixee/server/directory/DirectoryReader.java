package org.matrixee.server.directory;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.event.EventReader;
import org.matrixee.store.room.AliasMapping;
import org.matrixee.store.room.AliasStore;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.PublicRoom;
import org.matrixee.store.room.RoomStore;
import org.matrixee.store.state.StateStore;

/** The reading transactions of the directory. */
@Stateless
public class DirectoryReader {
  private static final StateTuple ADDRESSES = StateTuple.of(EventType.CANONICAL_ALIAS);

  private AliasStore aliases;
  private MembershipStore memberships;
  private RoomStore rooms;
  private StateStore states;

  /** For the container's proxies. */
  protected DirectoryReader() {}

  /** With what it needs. */
  @Inject
  public DirectoryReader(
      AliasStore aliases, MembershipStore memberships, RoomStore rooms, StateStore states) {
    this.aliases = aliases;
    this.memberships = memberships;
    this.rooms = rooms;
    this.states = states;
  }

  /** What an alias of this server points to, with the servers that are in the room now. */
  public Optional<AliasTarget> target(RoomAlias alias) {
    return aliases.find(alias).map(this::withServers);
  }

  /** What a room says of its addresses now; empty if nothing, or if there is no such room. */
  public JsonObject addresses(RoomId room) {
    return rooms
        .find(room)
        .map(known -> states.current(Map.of(known.nid(), Set.of(ADDRESSES))).get(known.nid()))
        .map(state -> state.get(ADDRESSES))
        .map(event -> EventReader.decode(event).content())
        .orElse(JsonValue.EMPTY_JSON_OBJECT);
  }

  private AliasTarget withServers(AliasMapping mapping) {
    Set<ServerName> servers = new LinkedHashSet<>(mapping.servers());
    servers.addAll(
        memberships
            .joinedServers(List.of(mapping.roomNid()))
            .getOrDefault(mapping.roomNid(), Set.of()));
    return new AliasTarget(mapping.room(), List.copyOf(servers));
  }

  /** Listed rooms that somebody is in. */
  public List<PublicRoomLine> publicRooms() {
    List<PublicRoomLine> lines = new ArrayList<>();
    for (PublicRoom room : rooms.listed()) {
      lines.add(
          new PublicRoomLine(
              room.room(),
              text(room.name(), "name"),
              text(room.topic(), "topic"),
              room.aliases(),
              room.joined()));
    }
    return lines;
  }

  private static @Nullable String text(@Nullable StoredEvent event, String key) {
    return event == null ? null : EventReader.decode(event).content().getString(key, null);
  }
}
