package org.matrixee.server.sync;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.RoomMembership;

/** The short transactions that a live stream needs, when memory does not reach back far enough. */
@Stateless
public class SyncReader {
  private EventStore events;
  private MembershipStore memberships;

  /** For the container's proxies. */
  protected SyncReader() {}

  /** With what it needs. */
  @Inject
  public SyncReader(EventStore events, MembershipStore memberships) {
    this.events = events;
    this.memberships = memberships;
  }

  /** The rooms in which a user is joined. */
  public List<RoomMembership> joined(UserId user) {
    return memberships.ofUser(user, Set.of(Membership.JOIN));
  }

  /** What a user's stream shows of a range, oldest first. */
  public List<StoredEvent> stream(long after, long upTo, List<Long> rooms, UserId user, int limit) {
    return events.stream(after, upTo, rooms, user, limit);
  }
}
