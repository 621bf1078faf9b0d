package org.matrixee.server.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.room.Membership;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.store.event.AppendedEvent;
import org.matrixee.store.event.RoomAppend;
import org.matrixee.store.event.RoomHead;
import org.matrixee.store.event.RoomLock;

/**
 * A room while a batch works on it: its state as the commands so far leave it, and what they add.
 * Nothing of this is seen by anyone until the transaction has committed.
 */
final class RoomWork {
  private final RoomLock lock;
  private final RoomCache before;
  private final Map<StateTuple, Optional<KnownEvent>> changed = new HashMap<>();
  private final List<Added> added = new ArrayList<>();
  private final List<RoomAppend.Redaction> redactions = new ArrayList<>();
  private final Set<ServerName> servers;
  private final boolean fresh;
  private boolean serversUnsure;
  private RoomHead head;

  /**
   * An event that the batch adds; its stream position comes last of all.
   *
   * @param toServers whom it must be told, beside the servers in the room
   */
  record Added(
      long nid,
      SignedPdu pdu,
      @Nullable KnownEvent replaced,
      @Nullable Membership membership,
      Set<ServerName> toServers) {
    /** Copies the set. */
    Added {
      toServers = Set.copyOf(toServers);
    }
  }

  /** A room that exists, with what is known of it. */
  RoomWork(RoomLock lock, RoomCache before) {
    this(lock, before, false);
  }

  private RoomWork(RoomLock lock, RoomCache before, boolean fresh) {
    this.lock = lock;
    this.before = before;
    this.fresh = fresh;
    this.head = before.head();
    this.servers = new HashSet<>(before.servers());
  }

  /** A room that this transaction makes: it has no state at all. */
  static RoomWork ofNewRoom(RoomLock lock) {
    return new RoomWork(lock, new RoomCache(RoomHead.EMPTY, new HashMap<>(), Set.of()), true);
  }

  RoomLock lock() {
    return lock;
  }

  RoomHead head() {
    return head;
  }

  /** Servers with a joined user; perhaps too many, never too few. */
  Set<ServerName> servers() {
    return servers;
  }

  /** Notes a membership change of a server's user. */
  void noteServer(ServerName server, Membership membership) {
    if (membership == Membership.JOIN) {
      servers.add(server);
    } else {
      serversUnsure = true;
    }
  }

  /** Whether a server may have left: then the room must be read anew for the next batch. */
  boolean isServersUnsure() {
    return serversUnsure;
  }

  List<Added> added() {
    return added;
  }

  List<RoomAppend.Redaction> redactions() {
    return redactions;
  }

  /** The slots that have to be read before rules can ask for them. */
  List<StateTuple> missing(Collection<StateTuple> wanted) {
    List<StateTuple> missing = new ArrayList<>();
    for (StateTuple slot : wanted) {
      if (!fresh && !changed.containsKey(slot) && !before.slots().containsKey(slot)) {
        missing.add(slot);
      }
    }
    return missing;
  }

  /** Takes in slots that were read; an empty one is known to be empty. */
  void learn(Collection<StateTuple> slots, Map<StateTuple, StoredEvent> found) {
    for (StateTuple slot : slots) {
      before.slots().put(slot, Optional.ofNullable(found.get(slot)).map(KnownEvent::of));
    }
  }

  /** The event in a slot as the commands so far leave it. */
  Optional<KnownEvent> current(StateTuple slot) {
    Optional<KnownEvent> own = changed.get(slot);
    if (own != null) {
      return own;
    }
    Optional<KnownEvent> known = before.slots().get(slot);
    if (fresh) {
      return Optional.empty();
    }
    if (known == null) {
      throw new IllegalStateException("slot was not read: " + slot.type());
    }
    return known;
  }

  /** The part of the state that a rule asks for. */
  StateMap state(Collection<StateTuple> slots) {
    Map<StateTuple, Event> part = new HashMap<>();
    for (StateTuple slot : slots) {
      current(slot).ifPresent(known -> part.put(slot, known.event()));
    }
    return new StateMap(part);
  }

  /** Adds an event; the next one follows it. */
  void add(Added event) {
    added.add(event);
    EventReference reference = event.pdu().reference();
    head =
        new RoomHead(
            lock.revision() + 1,
            Math.max(head.depth(), event.pdu().event().depth()),
            head.snapshot(),
            List.of(new RoomHead.Extremity(event.nid(), reference)));
    if (event.pdu().event().isState()) {
      changed.put(
          event.pdu().event().slot(),
          Optional.of(new KnownEvent(stored(event, 0), event.pdu().event())));
    }
  }

  /** Whether an earlier command of the batch redacts an event; the first redaction stays. */
  boolean isStripped(long eventNid) {
    return redactions.stream().anyMatch(redaction -> redaction.targetNid() == eventNid);
  }

  /** Notes that an event of this room lost its content. */
  void strip(RoomAppend.Redaction redaction, Optional<KnownEvent> current) {
    redactions.add(redaction);
    current.ifPresent(known -> changed.put(known.event().slot(), current));
  }

  /** What each added state event changes, in order. */
  List<Map<StateTuple, Long>> stateSteps() {
    List<Map<StateTuple, Long>> steps = new ArrayList<>();
    for (Added event : added) {
      if (event.pdu().event().isState()) {
        steps.add(Map.of(event.pdu().event().slot(), event.nid()));
      }
    }
    return steps;
  }

  /**
   * What the store has to write.
   *
   * @param firstPosition the stream position of the first event; the others follow it
   * @param snapshots the state after each state event, in order
   */
  RoomAppend toAppend(long firstPosition, List<Long> snapshots) {
    List<AppendedEvent> events = new ArrayList<>(added.size());
    Iterator<Long> next = snapshots.iterator();
    long snapshot = head.snapshot();
    for (int i = 0; i < added.size(); i++) {
      Added event = added.get(i);
      Event parsed = event.pdu().event();
      KnownEvent replaced = event.replaced();
      events.add(
          new AppendedEvent(
              event.nid(),
              parsed,
              event.pdu().json(),
              firstPosition + i,
              EventStatus.ACCEPTED,
              snapshot,
              replaced == null ? null : replaced.stored().nid(),
              parsed.isState(),
              event.membership(),
              replaced == null
                  ? List.of()
                  : List.of(new EventReference(replaced.event().id(), null))));
      if (parsed.isState()) {
        snapshot = next.next();
        StateTuple slot = parsed.slot();
        KnownEvent latest = changed.getOrDefault(slot, Optional.empty()).orElse(null);
        if (latest != null && latest.stored().nid() == event.nid()) {
          changed.put(
              slot, Optional.of(new KnownEvent(stored(event, firstPosition + i), latest.event())));
        }
      }
    }
    head = new RoomHead(head.revision(), head.depth(), snapshot, head.extremities());
    return new RoomAppend(lock, events, head, redactions);
  }

  /** An added event as readers will get it. */
  StoredEvent stored(Added event, long position) {
    Event parsed = event.pdu().event();
    KnownEvent replaced = event.replaced();
    return new StoredEvent(
        event.nid(),
        lock.roomNid(),
        lock.room(),
        lock.version(),
        parsed.id(),
        parsed.type(),
        parsed.stateKey(),
        parsed.sender(),
        parsed.originServerTs(),
        parsed.depth(),
        position,
        EventStatus.ACCEPTED,
        parsed.requiredPowerLevel(),
        event.pdu().json(),
        replaced == null ? null : replaced.asReplaced(),
        null);
  }

  /** Whether the batch changes anything in this room. */
  boolean isChanged() {
    return !added.isEmpty();
  }

  /** What to remember of the room after the commit. */
  RoomCache settled() {
    return before.after(isChanged() ? head : before.head(), changed, servers);
  }
}
