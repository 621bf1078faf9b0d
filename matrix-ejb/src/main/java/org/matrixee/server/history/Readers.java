package org.matrixee.server.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonString;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.history.rules.HistoryVisibility;
import org.matrixee.server.room.RoomRefs;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.room.ForgottenRooms;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.RoomMembership;
import org.matrixee.store.state.StateStore;

/** Finds out who stands before a room. Needs a running transaction. */
@ApplicationScoped
public class Readers {
  private static final Set<Membership> OUT = EnumSet.of(Membership.LEAVE, Membership.BAN);
  private static final StateTuple VISIBILITY = StateTuple.of(EventType.HISTORY_VISIBILITY);

  /** Who was banned after having left, or left twice, has been in the room before that. */
  private static final int MOST_STEPS = 4;

  private RoomRefs rooms;
  private MembershipStore memberships;
  private EventStore events;
  private StateStore states;
  private ForgottenRooms forgotten;

  /** For the container's proxies. */
  protected Readers() {}

  /** With what it needs. */
  @Inject
  public Readers(
      RoomRefs rooms,
      MembershipStore memberships,
      EventStore events,
      StateStore states,
      ForgottenRooms forgotten) {
    this.rooms = rooms;
    this.memberships = memberships;
    this.events = events;
    this.states = states;
    this.forgotten = forgotten;
  }

  /**
   * The reader of a room.
   *
   * @throws org.matrixee.model.error.MatrixException M_FORBIDDEN for who has never been in it, or
   *     has forgotten it, unless the world may read it. In rooms of 2014 who has left reads nothing
   *     more (2014: client-api-v1, 10.5)
   */
  public Reader require(Requester requester, RoomId room) {
    Reader reader = find(requester, room);
    boolean allowed =
        RoomVersions.get(reader.room().version()).isOf2014()
            ? reader.isJoined()
            : reader.hasJoined() || isWorldReadable(reader.room());
    if (!allowed) {
      throw RoomRefs.notInRoom();
    }
    return reader;
  }

  /**
   * The reader of a room, who is in it.
   *
   * @throws org.matrixee.model.error.MatrixException M_FORBIDDEN for anyone else
   */
  public Reader requireJoined(Requester requester, RoomId room) {
    Reader reader = find(requester, room);
    if (!reader.isJoined()) {
      throw RoomRefs.notInRoom();
    }
    return reader;
  }

  /**
   * The number of a room, for who is in it, or for anyone if the world may read it.
   *
   * @throws org.matrixee.model.error.MatrixException M_FORBIDDEN for anyone else
   */
  long requirePresent(Requester requester, RoomId room) {
    Reader reader = find(requester, room);
    if (!reader.isJoined() && !isWorldReadable(reader.room())) {
      throw RoomRefs.notInRoom();
    }
    return reader.room().nid();
  }

  /**
   * Who stands before a room, whether or not the user may read anything of it.
   *
   * @throws org.matrixee.model.error.MatrixException M_FORBIDDEN if the room is unknown
   */
  public Reader find(Requester requester, RoomId room) {
    RoomRef ref = rooms.get(room);
    Optional<RoomMembership> membership = memberships.find(ref.nid(), requester.user());
    boolean isForgotten =
        membership.filter(each -> OUT.contains(each.membership())).isPresent()
            && forgotten.isForgotten(requester.user(), ref.nid());
    long until = isForgotten ? 0 : membership.map(this::joinedUntil).orElse(0L);
    return new Reader(ref, requester.user(), membership.orElse(null), until, isForgotten);
  }

  private long joinedUntil(RoomMembership membership) {
    if (membership.membership() == Membership.JOIN) {
      return Long.MAX_VALUE;
    }
    long nid = membership.eventNid();
    for (int step = 0; step < MOST_STEPS; step++) {
      StoredEvent event = events.findAllByNid(List.of(nid)).get(nid);
      StoredEvent.@Nullable Related before = event == null ? null : event.replaced();
      if (event == null || before == null) {
        return 0;
      }
      if (membershipIn(EventReader.decode(event, before)) == Membership.JOIN) {
        return event.position();
      }
      nid = before.nid();
    }
    return 0;
  }

  /** The membership that an event gives; null if none. */
  public static @Nullable Membership membershipIn(@Nullable Event event) {
    return event != null && event.content().get("membership") instanceof JsonString word
        ? Membership.parse(word.getString()).orElse(null)
        : null;
  }

  private boolean isWorldReadable(RoomRef room) {
    StoredEvent visibility =
        states
            .current(Map.of(room.nid(), Set.of(VISIBILITY)))
            .getOrDefault(room.nid(), Map.of())
            .get(VISIBILITY);
    return visibility != null
        && HistoryVisibility.of(EventReader.decode(visibility).content())
            == HistoryVisibility.WORLD_READABLE;
  }
}
