package org.matrixee.server.sync;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.sync.RoomView.Inside;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.RoomMembership;
import org.matrixee.store.state.StateStore;

/** Everything a client needs to begin: a few statements, however many rooms. */
@Stateless
public class InitialSyncService {
  private static final Set<Membership> SHOWN = Set.of(Membership.JOIN, Membership.INVITE);

  private RoomAccess access;
  private MembershipStore memberships;
  private EventStore events;
  private StateStore states;
  private LiveStream stream;
  private AllPresence presence;

  /** For the container's proxies. */
  protected InitialSyncService() {}

  /** With what it needs. */
  @Inject
  public InitialSyncService(
      RoomAccess access,
      MembershipStore memberships,
      EventStore events,
      StateStore states,
      LiveStream stream,
      AllPresence presence) {
    this.access = access;
    this.memberships = memberships;
    this.events = events;
    this.states = states;
    this.stream = stream;
    this.presence = presence;
  }

  /**
   * All rooms where the caller is joined or invited.
   *
   * @param limit the most messages of each room
   */
  public InitialSync initial(Requester requester, int limit) {
    // Read first: what is committed from here on comes by the stream as well, so nothing is lost.
    StreamToken.Live now = stream.now();
    long position = now.position();
    List<RoomMembership> mine = memberships.ofUser(requester.user(), SHOWN);
    List<Long> joined =
        mine.stream()
            .filter(membership -> membership.membership() == Membership.JOIN)
            .map(RoomMembership::roomNid)
            .toList();
    Map<Long, List<StoredEvent>> state = states.currentAll(joined);
    Map<Long, List<StoredEvent>> messages = events.recentMessages(joined, limit, position);
    List<RoomView> rooms = new ArrayList<>(mine.size());
    for (RoomMembership membership : mine) {
      rooms.add(
          view(
              membership,
              inside(
                  messages.getOrDefault(membership.roomNid(), List.of()),
                  state.getOrDefault(membership.roomNid(), List.of()),
                  now)));
    }
    // Without typing: who types already is told with the first answer of the stream.
    StreamToken.Live end = new StreamToken.Live(position, now.presence());
    return new InitialSync(end, presence.of(requester.user(), joined), rooms);
  }

  /**
   * One room.
   *
   * @throws org.matrixee.model.error.MatrixException M_FORBIDDEN unless the caller is joined
   */
  public RoomSync initial(Requester requester, RoomId room, int limit) {
    RoomRef ref = access.requireJoined(requester, room);
    StreamToken.Live now = stream.now();
    Set<Long> one = Set.of(ref.nid());
    return new RoomSync(view(ref, one, limit, now), presence.of(ref.nid()));
  }

  private RoomView view(RoomRef ref, Set<Long> one, int limit, StreamToken.Live now) {
    return new RoomView(
        ref.room(),
        Membership.JOIN,
        ref.listed(),
        null,
        inside(
            events.recentMessages(one, limit, now.position()).getOrDefault(ref.nid(), List.of()),
            states.currentAll(one).getOrDefault(ref.nid(), List.of()),
            now));
  }

  private static RoomView view(RoomMembership membership, Inside inside) {
    boolean isJoined = membership.membership() == Membership.JOIN;
    @Nullable UserId inviter = isJoined ? null : membership.sender();
    return new RoomView(
        membership.room(),
        membership.membership(),
        membership.listed(),
        inviter,
        isJoined ? inside : null);
  }

  private static Inside inside(
      List<StoredEvent> messages, List<StoredEvent> state, StreamToken.Live live) {
    StreamToken start =
        Optional.of(messages)
            .filter(some -> !some.isEmpty())
            .<StreamToken>map(some -> new StreamToken.Historic(Tokens.before(some.get(0))))
            .orElse(live);
    return new Inside(messages, start, live, state);
  }
}
