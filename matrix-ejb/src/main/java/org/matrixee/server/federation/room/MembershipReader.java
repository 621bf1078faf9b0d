package org.matrixee.server.federation.room;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.server.authorization.rules.AuthCandidate;
import org.matrixee.server.authorization.rules.RoomAuthorizer;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.store.account.AccountStore;
import org.matrixee.store.account.ClientTransactionStore;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.event.GraphNode;
import org.matrixee.store.event.GraphStore;
import org.matrixee.store.event.RoomHead;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.RoomMembership;
import org.matrixee.store.state.StateStore;

/** The short reading transactions of memberships across servers. */
@Stateless
public class MembershipReader {
  private MembershipStore memberships;
  private EventStore events;
  private StateStore states;
  private GraphStore graph;
  private AccountStore accounts;
  private ClientTransactionStore transactions;

  /** For the container's proxies. */
  protected MembershipReader() {}

  /** With what it needs. */
  @Inject
  public MembershipReader(
      MembershipStore memberships,
      EventStore events,
      StateStore states,
      GraphStore graph,
      AccountStore accounts,
      ClientTransactionStore transactions) {
    this.memberships = memberships;
    this.events = events;
    this.states = states;
    this.graph = graph;
    this.accounts = accounts;
    this.transactions = transactions;
  }

  /** Servers with a joined user, as far as this server knows. */
  public Set<ServerName> servers(RoomRef room) {
    return memberships.joinedServers(List.of(room.nid())).getOrDefault(room.nid(), Set.of());
  }

  /** Who invited a user, if he is invited. */
  public Optional<UserId> inviter(RoomRef room, UserId user) {
    return memberships
        .find(room.nid(), user)
        .filter(membership -> membership.membership() == Membership.INVITE)
        .map(RoomMembership::sender);
  }

  /** The event that invited a user, if he is invited. */
  public Optional<Event> invite(RoomRef room, UserId user) {
    return memberships
        .find(room.nid(), user)
        .filter(membership -> membership.membership() == Membership.INVITE)
        .map(membership -> events.findAllByNid(List.of(membership.eventNid())))
        .flatMap(found -> found.values().stream().findFirst())
        .map(EventReader::decode);
  }

  /** Whether this server has such an account. */
  public boolean isAccount(UserId user) {
    return accounts.find(user).isPresent();
  }

  /** The answer to a request that was done before. */
  public Optional<RoomOutcome> recall(@Nullable TransactionKey key) {
    return key == null
        ? Optional.empty()
        : Optional.ofNullable(transactions.recall(List.of(key)).get(key));
  }

  /**
   * Where an event of a draft would be attached now. Locks nothing: a room's head and the state
   * that it names belong together, whatever is written meanwhile.
   */
  public RoomPlace place(RoomRef room, EventDraft draft) {
    RoomHead head =
        events
            .head(room.nid())
            .orElseThrow(() -> new IllegalStateException("no head of a room that exists"));
    Collection<Long> found =
        states
            .find(head.snapshot(), RoomRules.of(room.version()).slots(AuthCandidate.of(draft)))
            .values();
    Map<StateTuple, Event> part = new HashMap<>();
    events
        .findAllByNid(found)
        .values()
        .forEach(
            stored -> {
              Event event = EventReader.decode(stored);
              part.put(event.slot(), event);
            });
    return new RoomPlace(room, head, new StateMap(part));
  }

  /**
   * The state of a room before a join.
   *
   * @return PDUs as they are stored
   * @throws MatrixException M_FORBIDDEN unless this join is what makes the user a member now: an
   *     event that is only held here, or that a ban has followed, lets nobody in
   */
  public List<JsonText> stateBefore(RoomRef room, EventId join, UserId user) {
    StateTuple slot = StateTuple.member(user);
    StoredEvent current =
        states
            .current(Map.of(room.nid(), Set.of(slot)))
            .getOrDefault(room.nid(), Map.of())
            .get(slot);
    GraphNode node = graph.nodes(Set.of(join)).get(join);
    if (current == null || !current.id().equals(join) || node == null || !node.isStateKnown()) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, RoomAuthorizer.NO_ACCESS);
    }
    return events.findAllByNid(states.all(node.snapshotBefore())).values().stream()
        .sorted(Comparator.comparingLong(StoredEvent::nid))
        .map(StoredEvent::json)
        .toList();
  }
}
