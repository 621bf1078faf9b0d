package org.matrixee.server.federation.room;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
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
import org.matrixee.server.authorization.rules.AuthSlots;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.event.RoomRef;
import org.matrixee.store.account.AccountStore;
import org.matrixee.store.account.ClientTransactionStore;
import org.matrixee.store.event.EventStore;
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
      AccountStore accounts,
      ClientTransactionStore transactions) {
    this.memberships = memberships;
    this.events = events;
    this.states = states;
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
   * Where an event of a draft would be attached now. Locks nothing: a room's head and the state that
   * it names belong together, whatever is written meanwhile.
   */
  public RoomPlace place(RoomRef room, EventDraft draft) {
    RoomHead head =
        events
            .head(room.nid())
            .orElseThrow(() -> new IllegalStateException("no head of a room that exists"));
    Collection<Long> found =
        states.find(head.snapshot(), AuthSlots.of(AuthCandidate.of(draft))).values();
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
   * The state of a room without an event: what it replaced stands for it.
   *
   * @return PDUs as they are stored
   */
  public List<JsonText> stateWithout(RoomRef room, EventId join, UserId user) {
    List<JsonText> state = new ArrayList<>();
    for (StoredEvent event :
        states.currentAll(List.of(room.nid())).getOrDefault(room.nid(), List.of())) {
      boolean isJoin =
          event.id().equals(join)
              && event.type().equals(EventType.MEMBER)
              && user.value().equals(event.stateKey());
      StoredEvent.Related replaced = event.replaced();
      if (!isJoin) {
        state.add(event.json());
      } else if (replaced != null) {
        state.add(replaced.json());
      }
    }
    return state;
  }
}
