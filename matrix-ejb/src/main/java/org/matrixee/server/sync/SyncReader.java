package org.matrixee.server.sync;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.presence.PresenceAudience;
import org.matrixee.store.presence.PresenceChange;
import org.matrixee.store.presence.PresenceListStore;
import org.matrixee.store.presence.PresenceStore;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.RoomMembership;

/** The short transactions that a live stream needs, when memory does not reach back far enough. */
@Stateless
public class SyncReader {
  private EventStore events;
  private MembershipStore memberships;
  private PresenceStore presences;
  private PresenceListStore presenceLists;

  /** For the container's proxies. */
  protected SyncReader() {}

  /** With what it needs. */
  @Inject
  public SyncReader(
      EventStore events,
      MembershipStore memberships,
      PresenceStore presences,
      PresenceListStore presenceLists) {
    this.events = events;
    this.memberships = memberships;
    this.presences = presences;
    this.presenceLists = presenceLists;
  }

  /**
   * What is known of users who begin to follow.
   *
   * @param rooms the rooms in which they are joined
   * @param contacts whom each may watch by the presence list
   */
  public record Known(List<RoomMembership> rooms, Map<UserId, Set<UserId>> contacts) {
    /** Copies both. */
    public Known {
      rooms = List.copyOf(rooms);
      contacts = Map.copyOf(contacts);
    }
  }

  /** What is known of users: two statements, however many they are. */
  public Known load(Collection<UserId> users) {
    return new Known(
        memberships.ofUsers(users, Set.of(Membership.JOIN)), presenceLists.accepted(users));
  }

  /** What changed of the presence of others, oldest first. */
  public List<PresenceChange> presence(PresenceAudience audience, long after, int limit) {
    return presences.changes(audience, after, limit);
  }

  /** What a user's stream shows of a range, oldest first. */
  public List<StoredEvent> stream(long after, long upTo, List<Long> rooms, UserId user, int limit) {
    return events.stream(after, upTo, rooms, user, limit);
  }
}
