package org.matrixee.store.memory;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.TimelinePosition;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.store.StaleWriteException;
import org.matrixee.store.account.RequestAnswers;
import org.matrixee.store.event.AppendedEvent;
import org.matrixee.store.event.AwaitedEvent;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.event.GraphChange;
import org.matrixee.store.event.GraphChange.CurrentSlot;
import org.matrixee.store.event.RoomAppend;
import org.matrixee.store.event.RoomHead;
import org.matrixee.store.event.RoomLock;
import org.matrixee.store.event.TimelineQuery;
import org.matrixee.store.memory.Tables.EventRow;
import org.matrixee.store.memory.Tables.InRoom;
import org.matrixee.store.memory.Tables.MembershipRow;
import org.matrixee.store.memory.Tables.RoomRow;

/** Events in memory. */
final class InMemoryEventStore implements EventStore {
  private static final Comparator<EventRow> TIMELINE = comparing(EventRow::place);

  private final InMemoryStores stores;

  InMemoryEventStore(InMemoryStores stores) {
    this.stores = stores;
  }

  /** Good for one append. */
  private record Lock(
      long roomNid, RoomId room, RoomVersion version, long revision, AtomicBoolean used)
      implements RoomLock {
    Lock(long roomNid, RoomId room, RoomVersion version, long revision) {
      this(roomNid, room, version, revision, new AtomicBoolean());
    }
  }

  @Override
  public long[] nextNids(int count) {
    long[] nids = new long[count];
    for (int i = 0; i < count; i++) {
      nids[i] = stores.tables().nextNid();
    }
    return nids;
  }

  @Override
  public Map<Long, RoomLock> lock(Collection<Long> roomNids) {
    Map<Long, RoomLock> locks = new LinkedHashMap<>();
    for (long nid : new TreeSet<>(roomNids)) {
      RoomRow room = stores.tables().rooms.get(nid);
      if (room != null) {
        locks.put(
            nid,
            new Lock(nid, room.record().room(), room.record().version(), room.head().revision()));
      }
    }
    return locks;
  }

  @Override
  public RoomLock suppose(long roomNid, RoomId room, RoomVersion version, RoomHead head) {
    return new Lock(roomNid, room, version, head.revision());
  }

  @Override
  public Map<Long, RoomHead> heads(Collection<RoomLock> locks) {
    Map<Long, RoomHead> heads = new HashMap<>();
    for (RoomLock lock : locks) {
      heads.put(lock.roomNid(), stores.tables().rooms.get(lock.roomNid()).head());
    }
    return heads;
  }

  @Override
  public Optional<RoomHead> head(long roomNid) {
    return Optional.ofNullable(stores.tables().rooms.get(roomNid)).map(RoomRow::head);
  }

  @Override
  public void append(List<RoomAppend> appends, RequestAnswers answers) {
    stores.clientTransactions().remember(answers);
    for (RoomAppend append : appends) {
      if (append.newHead().revision() != append.lock().revision() + 1) {
        throw new IllegalArgumentException("the new head's revision is not the lock's plus one");
      }
      if (((Lock) append.lock()).used().getAndSet(true)) {
        throw new IllegalStateException("a room was written twice under one lock");
      }
      RoomRow room = stores.tables().rooms.get(append.lock().roomNid());
      if (room == null || room.head().revision() != append.lock().revision()) {
        throw new StaleWriteException();
      }
      append.events().forEach(event -> add(append.lock().roomNid(), event));
      append.graph().promoted().forEach(event -> promote(append.lock().roomNid(), event));
      append.graph().rewritten().forEach(this::rewrite);
      append.graph().current().forEach(slot -> setCurrent(append.lock().roomNid(), slot));
      append.graph().awaited().forEach(event -> await(append.lock().roomNid(), event));
      append.graph().come().forEach(this::forget);
      append.redactions().forEach(this::redact);
      stores
          .tables()
          .journal
          .put(
              stores.tables().rooms,
              append.lock().roomNid(),
              new RoomRow(room.record(), append.newHead()));
    }
  }

  private void add(long roomNid, AppendedEvent appended) {
    Tables tables = stores.tables();
    if (tables.events.containsKey(appended.nid())
        || tables.eventNids.containsKey(appended.event().id())) {
      throw new IllegalStateException("there is such an event: " + appended.event().id());
    }
    tables.journal.put(
        tables.events, appended.nid(), new EventRow(roomNid, appended, appended.json(), null));
    tables.journal.put(tables.eventNids, appended.event().id(), appended.nid());
    makeCurrent(roomNid, appended);
  }

  private void promote(long roomNid, AppendedEvent appended) {
    Tables tables = stores.tables();
    EventRow row = tables.events.get(appended.nid());
    if (row == null) {
      throw new IllegalStateException("there is no such event: " + appended.event().id());
    }
    tables.journal.put(
        tables.events,
        appended.nid(),
        new EventRow(roomNid, appended, row.json(), row.redactedBy()));
    makeCurrent(roomNid, appended);
  }

  private void rewrite(GraphChange.Rewritten better) {
    Tables tables = stores.tables();
    EventRow row = tables.events.get(better.nid());
    tables.journal.put(
        tables.events,
        better.nid(),
        new EventRow(row.roomNid(), row.appended(), better.json(), row.redactedBy()));
  }

  private void makeCurrent(long roomNid, AppendedEvent appended) {
    if (appended.current()) {
      setCurrent(
          roomNid,
          new CurrentSlot(
              appended.event().slot(),
              appended.nid(),
              appended.membership(),
              appended.event().sender(),
              appended.position()));
    }
  }

  private void setCurrent(long roomNid, CurrentSlot current) {
    Tables tables = stores.tables();
    tables.journal.put(
        tables.currentState,
        new InRoom<>(roomNid, current.slot()),
        new Tables.CurrentRow(current.eventNid(), current.position()));
    if (current.membership() != null) {
      UserId user = new UserId(current.slot().stateKey());
      if (current.membership() != Membership.LEAVE && current.membership() != Membership.BAN) {
        tables.journal.remove(tables.forgottenRooms, new InRoom<>(roomNid, user));
      }
      tables.journal.put(
          tables.memberships,
          new InRoom<>(roomNid, user),
          new MembershipRow(
              user,
              current.membership(),
              current.sender(),
              current.eventNid(),
              current.position()));
    }
  }

  private void await(long roomNid, AwaitedEvent event) {
    stores
        .tables()
        .journal
        .put(stores.tables().awaited, key(event), new Tables.AwaitedRow(roomNid, event));
  }

  private void forget(AwaitedEvent event) {
    stores.tables().journal.remove(stores.tables().awaited, key(event));
  }

  private static Tables.AwaitedKey key(AwaitedEvent event) {
    return new Tables.AwaitedKey(event.id(), event.reason(), event.byNid());
  }

  private void redact(RoomAppend.Redaction redaction) {
    Tables tables = stores.tables();
    EventRow row = tables.events.get(redaction.targetNid());
    if (row != null) {
      Long first = row.redactedBy() == null ? redaction.redactionNid() : row.redactedBy();
      tables.journal.put(
          tables.events,
          redaction.targetNid(),
          new EventRow(row.roomNid(), row.appended(), redaction.stripped(), first));
    }
  }

  @Override
  public Optional<StoredEvent> find(EventId id) {
    return Optional.ofNullable(stores.tables().eventNids.get(id)).map(stores.tables()::stored);
  }

  @Override
  public Map<EventId, StoredEvent> findAll(Collection<EventId> ids) {
    Map<EventId, StoredEvent> found = new HashMap<>();
    ids.forEach(id -> find(id).ifPresent(event -> found.put(id, event)));
    return found;
  }

  @Override
  public Map<Long, StoredEvent> findAllByNid(Collection<Long> nids) {
    Map<Long, StoredEvent> found = new HashMap<>();
    for (long nid : nids) {
      if (stores.tables().events.containsKey(nid)) {
        found.put(nid, stores.tables().stored(nid));
      }
    }
    return found;
  }

  @Override
  public List<StoredEvent> page(TimelineQuery query) {
    TimelinePosition lower = query.backwards() ? query.to() : query.from();
    TimelinePosition upper = query.backwards() ? query.from() : query.to();
    return visible(query.roomNid(), query.upToPosition())
        .filter(row -> lower == null || row.place().compareTo(lower) > 0)
        .filter(row -> upper == null || row.place().compareTo(upper) <= 0)
        .sorted(query.backwards() ? TIMELINE.reversed() : TIMELINE)
        .limit(query.limit())
        .map(stores.tables()::stored)
        .toList();
  }

  @Override
  public Map<Long, List<StoredEvent>> recentMessages(
      Collection<Long> roomNids, int perRoom, long upToPosition) {
    return newest(roomNids, row -> !row.isState(), perRoom, upToPosition);
  }

  @Override
  public Map<Long, List<StoredEvent>> recent(
      Collection<Long> roomNids, int perRoom, long upToPosition) {
    return newest(roomNids, row -> true, perRoom, upToPosition);
  }

  private Map<Long, List<StoredEvent>> newest(
      Collection<Long> roomNids, Predicate<EventRow> wanted, int perRoom, long upToPosition) {
    Map<Long, List<StoredEvent>> byRoom = new HashMap<>();
    for (long roomNid : roomNids) {
      List<StoredEvent> recent =
          new ArrayList<>(
              visible(roomNid, upToPosition)
                  .filter(wanted)
                  .sorted(TIMELINE.reversed())
                  .limit(Math.max(0, perRoom))
                  .sorted(TIMELINE)
                  .map(stores.tables()::stored)
                  .toList());
      if (!recent.isEmpty()) {
        byRoom.put(roomNid, recent);
      }
    }
    return byRoom;
  }

  private Stream<EventRow> visible(long roomNid, long upToPosition) {
    return stores.tables().events.values().stream()
        .filter(row -> row.roomNid() == roomNid && row.isAccepted())
        .filter(row -> row.appended().position() <= upToPosition);
  }

  @Override
  public List<StoredEvent> stream(
      long after, long upTo, Collection<Long> roomNids, UserId self, int limit) {
    return stores.tables().events.values().stream()
        .filter(EventRow::isAccepted)
        .filter(row -> row.appended().position() > after && row.appended().position() <= upTo)
        .filter(row -> roomNids.contains(row.roomNid()) || isMembershipOf(self, row))
        .sorted(comparing(row -> row.appended().position()))
        .limit(limit)
        .map(stores.tables()::stored)
        .toList();
  }

  private static boolean isMembershipOf(UserId user, EventRow row) {
    return row.appended().event().type().equals(EventType.MEMBER)
        && user.value().equals(row.appended().event().stateKey());
  }

  @Override
  public long maxPosition() {
    return stores.tables().events.values().stream()
        .mapToLong(row -> row.appended().position())
        .reduce(0, Math::max);
  }
}
