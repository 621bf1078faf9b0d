package org.matrixee.server.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.store.event.AppendedEvent;
import org.matrixee.store.event.GraphChange;
import org.matrixee.store.event.GraphChange.CurrentSlot;
import org.matrixee.store.event.GraphNode;
import org.matrixee.store.event.RoomAppend;
import org.matrixee.store.event.RoomHead;
import org.matrixee.store.event.RoomLock;
import org.matrixee.store.state.StateStore;

/**
 * A room while a batch works on it: its state as the commands so far leave it, and what they add.
 * Nothing of this is seen by anyone until the transaction has committed.
 */
final class RoomWork {
  private final RoomLock lock;
  private final RoomCache before;
  private final RoomSlots slots;
  private final RoomServers servers;
  private final RoomRedactions redactions = new RoomRedactions();
  private final List<Added> added = new ArrayList<>();
  private final Set<Long> rows = new HashSet<>();
  private final Set<Long> rewritten = new HashSet<>();
  private final RoomGraph graph;
  private final SnapshotChain snapshots;
  private RoomHead head;

  /** A room that exists, with what is known of it. */
  RoomWork(RoomLock lock, RoomCache before) {
    this(lock, before, false);
  }

  private RoomWork(RoomLock lock, RoomCache before, boolean fresh) {
    this.lock = lock;
    this.before = before;
    this.slots = new RoomSlots(before.slots(), fresh);
    this.servers = new RoomServers(before.servers());
    this.head = before.head();
    this.graph = new RoomGraph(before.after());
    this.snapshots = new SnapshotChain(before.head().snapshot());
  }

  /** A room that this transaction makes: it has no state at all. */
  static RoomWork ofNewRoom(RoomLock lock) {
    return new RoomWork(
        lock, new RoomCache(RoomHead.EMPTY, new HashMap<>(), Set.of(), Map.of()), true);
  }

  RoomLock lock() {
    return lock;
  }

  RoomHead head() {
    return head;
  }

  /** Servers with a joined user; perhaps too many, never too few. */
  Set<ServerName> servers() {
    return servers.inside();
  }

  /** Notes a membership change of a server's user. */
  void noteServer(ServerName server, Membership membership) {
    servers.note(server, membership);
  }

  /** Whether a server may have left: then the room must be read anew for the next batch. */
  boolean isServersUnsure() {
    return servers.isUnsure();
  }

  /** Whether a server may have left, other than a certain one. */
  boolean hasOtherLeft(ServerName own) {
    return servers.hasOtherLeft(own);
  }

  List<Added> added() {
    return added;
  }

  List<RoomAppend.Redaction> redactions() {
    return redactions.all();
  }

  /** The slots that have to be read before rules can ask for them. */
  List<StateTuple> missing(Collection<StateTuple> wanted) {
    return slots.missing(wanted);
  }

  /** Takes in slots that were read; an empty one is known to be empty. */
  void learn(Collection<StateTuple> read, Map<StateTuple, StoredEvent> found) {
    slots.learn(read, found);
  }

  /** The event in a slot as the commands so far leave it. */
  Optional<KnownEvent> current(StateTuple slot) {
    return slots.current(slot);
  }

  /** The event in a slot, if that was read. */
  Optional<KnownEvent> currentIfRead(StateTuple slot) {
    return slots.currentIfRead(slot);
  }

  /** The part of the state that a rule asks for. */
  StateMap state(Collection<StateTuple> wanted) {
    return slots.state(wanted);
  }

  /** If an older outlier gets its place in this batch, its row gets the JSON that has come. */
  void rewrite(long nid) {
    rewritten.add(nid);
  }

  RoomGraph graph() {
    return graph;
  }

  SnapshotChain snapshots() {
    return snapshots;
  }

  /** Adds an event that follows all forward extremities; the next one follows it. */
  void follow(Added event) {
    put(event);
    Event parsed = event.pdu().event();
    long snapshot = head.snapshot();
    if (parsed.isState()) {
      snapshot = snapshots.next(Map.of(parsed.slot(), event.nid()));
      graph.putAfter(parsed.id(), snapshot);
      slots.put(new KnownEvent(stored(event, 0), parsed));
    }
    moveHead(parsed.depth(), snapshot, List.of(extremity(event)));
  }

  /**
   * Adds an event beside others that nothing follows yet.
   *
   * @param extremities those after it
   * @param snapshot the state after them, settled
   * @param current what differs of it from the state before
   */
  void fork(
      Added event,
      List<RoomHead.Extremity> extremities,
      long snapshot,
      Collection<KnownEvent> current) {
    put(event);
    snapshots.restart(snapshot);
    // What is no extremity has no depth that our next event could have to exceed.
    boolean tip = extremities.contains(extremity(event));
    moveHead(tip ? event.pdu().event().depth() : 0, snapshot, extremities);
    current.forEach(this::override);
  }

  /**
   * Adds an event upon a state that another server gave: whatever was here before, what comes next
   * follows this event alone.
   *
   * @param snapshot the state after it, settled
   * @param current the whole state after it
   */
  void restart(Added event, long snapshot, Collection<KnownEvent> current) {
    fork(event, List.of(extremity(event)), snapshot, current);
    head = new RoomHead(head.revision(), event.pdu().event().depth(), snapshot, head.extremities());
  }

  /** An outlier that this batch keeps, and that is to be redacted; null if there is none. */
  @Nullable Added outlier(EventId id) {
    if (graph.redactionsOf(id).isEmpty()) {
      return null;
    }
    return added.stream()
        .filter(event -> event.pdu().event().id().equals(id))
        .filter(event -> event.place().status() == EventStatus.OUTLIER)
        .findFirst()
        .orElse(null);
  }

  /** Keeps an event that is no part of what comes next. */
  void keep(Added event) {
    put(event);
    moveHead(0, head.snapshot(), head.extremities());
  }

  /**
   * Gives an event that came without the state before it another required level; one that was
   * judged has its level.
   *
   * @return the event with the level that counts
   */
  KnownEvent relevel(KnownEvent known, @Nullable Long level) {
    if (!known.isUnjudged() || Objects.equals(known.event().requiredPowerLevel(), level)) {
      return known;
    }
    Event event = known.event().withRequiredPowerLevel(level);
    SignedPdu pdu =
        new SignedPdu(event, known.stored().json(), new EventReference(event.id(), null));
    Added added = Added.unjudged(known.stored().nid(), pdu, known.stored().status());
    keep(added);
    return new KnownEvent(stored(added, added.position(0)), event);
  }

  /** Keeps a membership of a room that this server is not in. */
  void noteOutside(Added event) {
    keep(event);
    Event parsed = event.pdu().event();
    slots.put(new KnownEvent(stored(event, 0), parsed));
  }

  /** The number of an event: that which it has here already, or a new one. */
  long nid(Batch batch, EventId id) {
    GraphNode held = graph.node(id);
    return held == null ? batch.nextNid() : held.nid();
  }

  /** Takes back an outlier of this batch as if it had never come. */
  void takeBack(EventId id) {
    boolean here =
        added.removeIf(
            event ->
                event.pdu().event().id().equals(id)
                    && event.place().status() == EventStatus.OUTLIER
                    && !rows.contains(event.nid()));
    if (here) {
      graph.remove(id);
    }
  }

  /** Lets the next batch read the room anew. */
  void reread() {
    servers.reread();
  }

  /** Sets the current event of a slot, which need not be the newest one. */
  void override(KnownEvent known) {
    slots.override(known);
    Membership membership = Memberships.of(known.event());
    UserId user = UserId.parse(known.event().stateKey()).orElse(null);
    if (membership != null && user != null) {
      noteServer(user.server(), membership);
    }
  }

  static RoomHead.Extremity extremity(Added event) {
    return new RoomHead.Extremity(event.nid(), event.pdu().reference());
  }

  /**
   * Notes an event. An outlier gets its place: if it came in this very batch, nothing of it is
   * written yet; if it is older, its row is there.
   */
  private void put(Added event) {
    Event parsed = event.pdu().event();
    boolean here = added.removeIf(outlier -> outlier.nid() == event.nid());
    if (graph.node(parsed.id()) != null && !here) {
      rows.add(event.nid());
    }
    added.add(event);
    KnownEvent replaced = event.replaced();
    graph.put(
        new GraphNode(
            event.nid(),
            lock.roomNid(),
            parsed.id(),
            parsed.type(),
            parsed.isState() ? parsed.slot() : null,
            parsed.depth(),
            event.place().status(),
            event.place().snapshotBefore()),
        new KnownEvent(stored(event, 0), parsed),
        replaced == null ? null : replaced.event().id());
  }

  private void moveHead(long depth, long snapshot, List<RoomHead.Extremity> extremities) {
    head = new RoomHead(lock.revision() + 1, Math.max(head.depth(), depth), snapshot, extremities);
  }

  /** Whether an earlier command of the batch redacts an event; the first redaction stays. */
  boolean isStripped(long eventNid) {
    return redactions.of(eventNid) != null;
  }

  /** Notes that an event of this room lost its content. */
  void strip(RoomAppend.Redaction redaction, Optional<KnownEvent> current) {
    redactions.add(redaction);
    current.ifPresent(slots::put);
  }

  /** Gives every snapshot its number. */
  void settle(StateStore states) {
    snapshots.settle(states);
    head =
        new RoomHead(
            head.revision(), head.depth(), snapshots.real(head.snapshot()), head.extremities());
  }

  /** The number of the event that was added last. */
  long newest() {
    return added.get(added.size() - 1).nid();
  }

  /** How many events are shown as new. */
  int countLive() {
    return (int) added.stream().filter(Added::isLive).count();
  }

  /**
   * What the store has to write; settled.
   *
   * @param firstPosition the stream position of the first live event; the others follow it
   */
  RoomAppend toAppend(long firstPosition) {
    List<AppendedEvent> events = new ArrayList<>(added.size());
    List<AppendedEvent> promoted = new ArrayList<>();
    List<GraphChange.Rewritten> better = new ArrayList<>();
    long next = firstPosition;
    for (Added event : added) {
      long position = event.position(next);
      next += event.isLive() ? 1 : 0;
      if (rows.contains(event.nid()) && rewritten.contains(event.nid())) {
        better.add(new GraphChange.Rewritten(event.nid(), event.pdu().json()));
      }
      (rows.contains(event.nid()) ? promoted : events).add(append(event, position));
      learnPosition(event, position);
    }
    long last = Math.max(firstPosition, next - 1);
    List<CurrentSlot> current = new ArrayList<>();
    slots.overridden().forEach(known -> current.add(currentSlot(known, last)));
    GraphChange change = new GraphChange(promoted, current, graph.awaited(), graph.come(), better);
    return new RoomAppend(lock, events, head, redactions.all(), change);
  }

  private static CurrentSlot currentSlot(KnownEvent known, long position) {
    StateTuple slot = known.event().slot();
    boolean user = UserId.parse(slot.stateKey()).isPresent();
    return new CurrentSlot(
        slot,
        known.stored().nid(),
        user ? Memberships.of(known.event()) : null,
        known.event().sender(),
        position);
  }

  private AppendedEvent append(Added event, long position) {
    Event parsed = event.pdu().event();
    KnownEvent replaced = event.replaced();
    EventId link = parsed.prevState();
    return new AppendedEvent(
        event.nid(),
        parsed,
        event.pdu().json(),
        position,
        event.place().status(),
        snapshots.real(event.place().snapshotBefore()),
        replaced == null ? null : replaced.stored().nid(),
        event.place().current(),
        event.membership(),
        link == null ? List.of() : List.of(new EventReference(link, null)));
  }

  /** What is current must know its place in the stream. */
  private void learnPosition(Added event, long position) {
    Event parsed = event.pdu().event();
    if (parsed.isState()) {
      KnownEvent latest = slots.changed(parsed.slot());
      if (latest != null && latest.stored().nid() == event.nid()) {
        slots.put(new KnownEvent(stored(event, position), latest.event()));
      }
    }
  }

  /** Memberships that changed though no new event says so. */
  List<RoomEventsAppended.Restored> restored() {
    List<RoomEventsAppended.Restored> restored = new ArrayList<>();
    for (KnownEvent known : slots.overridden()) {
      UserId user = UserId.parse(known.event().stateKey()).orElse(null);
      Membership membership = Memberships.of(known.event());
      if (user != null && membership != null) {
        restored.add(new RoomEventsAppended.Restored(lock.roomNid(), user, membership));
      }
    }
    return restored;
  }

  /** An added event as readers will get it: stripped, if the batch redacts it as well. */
  StoredEvent stored(Added event, long position) {
    Event parsed = event.pdu().event();
    KnownEvent replaced = event.replaced();
    RoomAppend.Redaction redaction = redactions.of(event.nid());
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
        event.place().status(),
        parsed.requiredPowerLevel(),
        redaction == null ? event.pdu().json() : redaction.stripped(),
        replaced == null ? null : replaced.asReplaced(),
        redaction == null ? null : because(redaction));
  }

  private StoredEvent.@Nullable Related because(RoomAppend.Redaction redaction) {
    KnownEvent known = graph.known(redaction.redactionNid());
    return known == null
        ? null
        : new StoredEvent.Related(redaction.redactionNid(), known.stored().json(), false);
  }

  /** Whether the batch changes anything in this room. */
  boolean isChanged() {
    return !added.isEmpty();
  }

  /** What to remember of the room after the commit. */
  RoomCache settled() {
    return before.after(
        isChanged() ? head : before.head(),
        slots.changes(),
        servers.inside(),
        graph.afters(snapshots));
  }
}
