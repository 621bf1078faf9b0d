package org.matrixee.store;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.store.event.AppendedEvent;
import org.matrixee.store.event.RoomAppend;
import org.matrixee.store.event.RoomHead;
import org.matrixee.store.event.RoomLock;
import org.matrixee.store.room.RoomRecord;

/**
 * A room with linear history for tests of stores. Events are written as they are told; no rule is
 * asked.
 */
public final class TestRoom {
  public static final UserId ALICE = new UserId("@alice:a.example");
  public static final UserId BOB = new UserId("@bob:b.example");
  private static final AtomicLong NUMBER = new AtomicLong();
  private static final AtomicLong POSITION = new AtomicLong();

  private final Stores stores;
  private final RoomId id;
  private final long nid;

  private TestRoom(Stores stores, boolean listed) {
    this.stores = stores;
    this.id = new RoomId("!room" + NUMBER.incrementAndGet() + ":a.example");
    this.nid = stores.events().nextNids(1)[0];
    stores.rooms().create(new RoomRecord(nid, id, RoomVersion.V2014, listed, 1_400_000_000_000L));
  }

  /** Makes a room; needs a transaction. */
  public static TestRoom create(Stores stores) {
    return new TestRoom(stores, false);
  }

  /** Makes a room of the public list; needs a transaction. */
  public static TestRoom createListed(Stores stores) {
    return new TestRoom(stores, true);
  }

  public long nid() {
    return nid;
  }

  public RoomId id() {
    return id;
  }

  public RoomLock lock() {
    return stores.events().lock(List.of(nid)).get(nid);
  }

  public RoomHead head() {
    RoomLock lock = lock();
    return stores.events().heads(List.of(lock)).get(nid);
  }

  /** The next stream position; rising over all rooms of the JVM. */
  public static long nextPosition() {
    return POSITION.incrementAndGet();
  }

  public AppendedEvent message(String body) {
    return append(List.of(draft(EventType.MESSAGE, null, ALICE, body))).get(0);
  }

  public AppendedEvent state(String type, String key, String body) {
    return append(List.of(draft(type, key, ALICE, body))).get(0);
  }

  public AppendedEvent member(UserId user, Membership membership) {
    return append(
            List.of(
                draft(EventType.MEMBER, user.value(), user, membership.word()).with(membership)))
        .get(0);
  }

  public static Draft draft(String type, String stateKey, UserId sender, String body) {
    return new Draft(
        type,
        stateKey,
        sender,
        body,
        JsonValue.EMPTY_JSON_OBJECT,
        EventStatus.ACCEPTED,
        null,
        0,
        0);
  }

  /**
   * What to write.
   *
   * @param depth 0 for one more than the head's
   * @param position 0 for the next
   */
  public record Draft(
      String type,
      String stateKey,
      UserId sender,
      String body,
      JsonObject content,
      EventStatus status,
      Membership membership,
      long depth,
      long position) {
    public Draft with(Membership given) {
      return new Draft(type, stateKey, sender, body, content, status, given, depth, position);
    }

    public Draft with(EventStatus given) {
      return new Draft(type, stateKey, sender, body, content, given, membership, depth, position);
    }

    public Draft at(long givenDepth, long givenPosition) {
      return new Draft(
          type, stateKey, sender, body, content, status, membership, givenDepth, givenPosition);
    }

    public Draft with(JsonObject given) {
      return new Draft(type, stateKey, sender, body, given, status, membership, depth, position);
    }
  }

  /** Writes events, one after the other in the room's graph; needs a transaction. */
  public List<AppendedEvent> append(List<Draft> drafts) {
    RoomLock lock = lock();
    RoomHead head = stores.events().heads(List.of(lock)).get(nid);
    Prepared prepared = prepare(head, drafts);
    stores
        .events()
        .append(List.of(new RoomAppend(lock, prepared.events(), prepared.head(), List.of())));
    return prepared.events();
  }

  /**
   * Events ready to be written.
   *
   * @param head the head after them
   */
  public record Prepared(List<AppendedEvent> events, RoomHead head) {}

  /** Builds events upon a head, and writes their snapshots. */
  public Prepared prepare(RoomHead before, List<Draft> drafts) {
    long[] nids = stores.events().nextNids(drafts.size());
    List<Event> events = new ArrayList<>();
    List<Map<StateTuple, Long>> changes = new ArrayList<>();
    RoomHead head = before;
    for (int i = 0; i < nids.length; i++) {
      Event event = event(drafts.get(i), head, nids[i]);
      events.add(event);
      boolean current = isCurrent(drafts.get(i));
      changes.add(current ? Map.of(event.slot(), nids[i]) : Map.of());
      head = drafts.get(i).status() == EventStatus.ACCEPTED ? after(head, event, nids[i]) : head;
    }
    Map<StateTuple, Long> filled =
        new HashMap<>(
            stores
                .states()
                .find(
                    before.snapshot(),
                    changes.stream().flatMap(change -> change.keySet().stream()).toList()));
    List<Long> snapshots = stores.states().withEach(before.snapshot(), changes);
    List<AppendedEvent> appended = new ArrayList<>();
    for (int i = 0; i < nids.length; i++) {
      Draft draft = drafts.get(i);
      Long replaced = null;
      for (StateTuple slot : changes.get(i).keySet()) {
        replaced = filled.put(slot, nids[i]);
      }
      appended.add(
          new AppendedEvent(
              nids[i],
              events.get(i),
              JsonText.of(draft.body()),
              draft.position() == 0 ? nextPosition() : draft.position(),
              draft.status(),
              i == 0 ? before.snapshot() : snapshots.get(i - 1),
              replaced,
              isCurrent(draft),
              draft.membership(),
              List.of()));
    }
    long last = snapshots.isEmpty() ? before.snapshot() : snapshots.get(snapshots.size() - 1);
    return new Prepared(
        appended, new RoomHead(before.revision() + 1, head.depth(), last, head.extremities()));
  }

  private static boolean isCurrent(Draft draft) {
    return draft.stateKey() != null && draft.status() == EventStatus.ACCEPTED;
  }

  private static RoomHead after(RoomHead head, Event event, long eventNid) {
    EventReference reference = new EventReference(event.id(), "hash" + eventNid);
    return new RoomHead(
        head.revision(),
        Math.max(head.depth(), event.depth()),
        head.snapshot(),
        List.of(new RoomHead.Extremity(eventNid, reference)));
  }

  private Event event(Draft draft, RoomHead head, long eventNid) {
    return new Event(
        new EventId(eventNid + "." + NUMBER.incrementAndGet() + "@a.example"),
        id,
        draft.type(),
        draft.stateKey(),
        draft.sender(),
        new ServerName("a.example"),
        1_400_000_000_000L + eventNid,
        draft.depth() == 0 ? head.depth() + 1 : draft.depth(),
        head.extremities().stream().map(RoomHead.Extremity::reference).toList(),
        List.of(),
        null,
        null,
        draft.stateKey() == null ? null : 50L,
        draft.content(),
        JsonValue.EMPTY_JSON_OBJECT);
  }

  public static StateTuple slot(AppendedEvent event) {
    return event.event().slot();
  }
}
