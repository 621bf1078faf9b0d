package org.matrixee.server.history;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.event.TimelinePosition;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.Membership;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.history.rules.EventFilter;
import org.matrixee.server.ignore.IgnoredUsers;
import org.matrixee.server.sync.TimelinePage;
import org.matrixee.server.sync.TimelineRequest;
import org.matrixee.server.sync.Timelines;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.RoomMembership;

/**
 * Reads rooms for the users of today: who has left still reads what was there until then, and each
 * event is shown to whom the room's history visibility shows it.
 *
 * <p>Spec: client-server, "Getting events for a room", "Room history visibility".
 */
@Stateless
public class CurrentReadService {
  private Readers readers;
  private RoomStates states;
  private VisibleEvents visible;
  private Timelines timelines;
  private EventStore events;
  private MembershipStore memberships;
  private IgnoredUsers ignored;

  /** For the container's proxies. */
  protected CurrentReadService() {}

  /** With what it needs. */
  @Inject
  public CurrentReadService(
      Readers readers,
      RoomStates states,
      VisibleEvents visible,
      Timelines timelines,
      EventStore events,
      MembershipStore memberships,
      IgnoredUsers ignored) {
    this.readers = readers;
    this.states = states;
    this.visible = visible;
    this.timelines = timelines;
    this.events = events;
    this.memberships = memberships;
    this.ignored = ignored;
  }

  /**
   * The whole state, oldest first: that of now, or of when the caller left.
   *
   * @throws MatrixException M_FORBIDDEN
   */
  public List<StoredEvent> state(Requester requester, RoomId room) {
    return states.all(readers.require(requester, room));
  }

  /**
   * The event in one slot of that state.
   *
   * @throws MatrixException M_FORBIDDEN, M_NOT_FOUND if it is empty
   */
  public StoredEvent state(Requester requester, RoomId room, StateTuple slot) {
    StoredEvent found = states.find(readers.require(requester, room), slot);
    if (found == null) {
      throw new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such state in this room.");
    }
    return found;
  }

  /**
   * The members that are asked for.
   *
   * @throws MatrixException M_FORBIDDEN
   */
  public List<StoredEvent> members(Requester requester, RoomId room, MemberQuery query) {
    return states.members(readers.require(requester, room), query.at()).stream()
        .filter(member -> query.wants(Readers.membershipIn(EventReader.decode(member))))
        .toList();
  }

  /**
   * The members who are in the room.
   *
   * @throws MatrixException M_FORBIDDEN unless the caller is one of them
   */
  public List<StoredEvent> joined(Requester requester, RoomId room) {
    Reader reader = readers.requireJoined(requester, room);
    MemberQuery query = new MemberQuery(null, Membership.JOIN, null);
    return states.members(reader, null).stream()
        .filter(member -> query.wants(Readers.membershipIn(EventReader.decode(member))))
        .toList();
  }

  /** The rooms that the caller is in. */
  public List<RoomId> joinedRooms(Requester requester) {
    return memberships.ofUser(requester.user(), Set.of(Membership.JOIN)).stream()
        .map(RoomMembership::room)
        .toList();
  }

  /**
   * One event of a room.
   *
   * @throws MatrixException M_NOT_FOUND if there is none that the caller may see
   */
  public StoredEvent event(Requester requester, RoomId room, EventId id) {
    Reader reader;
    try {
      reader = readers.require(requester, room);
    } catch (MatrixException outside) {
      throw noEvent();
    }
    StoredEvent event =
        events
            .find(id)
            .filter(found -> found.roomNid() == reader.room().nid())
            .filter(found -> found.status() == EventStatus.ACCEPTED)
            .orElseThrow(CurrentReadService::noEvent);
    return visible.filter(reader, List.of(event)).stream()
        .findFirst()
        .orElseThrow(CurrentReadService::noEvent);
  }

  private static MatrixException noEvent() {
    return new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such event in this room.");
  }

  /**
   * A page of a room's history. What the caller may not see is left out, so that a page may be
   * shorter than asked for though there is more.
   *
   * @throws MatrixException M_FORBIDDEN
   */
  public VisiblePage messages(
      Requester requester, RoomId room, TimelineRequest request, EventFilter filter) {
    Reader reader = readers.require(requester, room);
    TimelinePage page = timelines.page(reader.room(), request);
    List<StoredEvent> shown = shown(reader, told(requester, page.events()), filter);
    return new VisiblePage(
        new TimelinePage(shown, page.start(), page.end()),
        filter.lazyMembers() ? states.senders(reader, shown) : List.of(),
        request.limit() > 0 && page.events().size() < request.limit());
  }

  private List<StoredEvent> told(Requester requester, List<StoredEvent> events) {
    return IgnoredUsers.filter(ignored.of(requester.user()), events);
  }

  private List<StoredEvent> shown(Reader reader, List<StoredEvent> events, EventFilter filter) {
    return visible.filter(reader, events).stream()
        .filter(event -> filter.wants(EventReader.decode(event)))
        .toList();
  }

  /**
   * An event and what is around it.
   *
   * @param limit the most events around it
   * @param filter which of these are wanted
   * @throws MatrixException M_NOT_FOUND if there is none that the caller may see
   */
  public EventContext context(
      Requester requester, RoomId room, EventId id, int limit, EventFilter filter) {
    StoredEvent event = event(requester, room, id);
    Reader reader = readers.require(requester, room);
    StreamToken below = historic(event.depth(), event.position() - 1);
    StreamToken above = historic(event.depth(), event.position());
    int half = limit / 2;
    TimelinePage older =
        timelines.page(reader.room(), new TimelineRequest(below, null, true, limit - half));
    TimelinePage newer =
        timelines.page(reader.room(), new TimelineRequest(above, null, false, half));
    List<StoredEvent> before = shown(reader, told(requester, older.events()), filter);
    List<StoredEvent> after = shown(reader, told(requester, newer.events()), filter);
    List<StoredEvent> all = new ArrayList<>(before);
    all.add(event);
    all.addAll(after);
    List<StoredEvent> state = states.at(after.isEmpty() ? event : after.get(after.size() - 1));
    return new EventContext(
        event,
        before,
        after,
        filter.lazyMembers() ? RoomStates.withMembersOf(state, all) : state,
        older.end(),
        newer.end());
  }

  private static StreamToken historic(long depth, long position) {
    return new StreamToken.Historic(new TimelinePosition(depth, position));
  }
}
