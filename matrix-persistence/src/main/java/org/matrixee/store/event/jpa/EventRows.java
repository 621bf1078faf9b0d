package org.matrixee.store.event.jpa;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.store.event.AppendedEvent;
import org.matrixee.store.event.GraphChange.CurrentSlot;
import org.matrixee.store.event.RoomAppend;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.StatusCode;
import org.matrixee.store.jpa.TableWriter;
import org.matrixee.store.jpa.WriteBatch;
import org.matrixee.store.state.SlotKey;

/** The rows of events of several rooms, by table. */
final class EventRows {
  private static final int PREV = 0;
  private static final int AUTH = 1;
  static final int PREV_STATE = 2;

  private static final TableWriter EVENTS =
      TableWriter.inserting(
          "event",
          Column.bigint("nid"),
          Column.bigint("room_nid"),
          Column.bigint("origin_ts"),
          Column.bigint("depth"),
          Column.bigint("stream_pos"),
          Column.bigint("snapshot_before"),
          Column.bigint("replaced_nid"),
          Column.bigint("required_power_level"),
          Column.integer("status"),
          Column.text("event_id"),
          Column.text("type"),
          Column.text("sender"),
          Column.text("state_key"));

  private static final TableWriter PROMOTED =
      TableWriter.updating(
          "event",
          1,
          Column.bigint("nid"),
          Column.bigint("stream_pos"),
          Column.bigint("snapshot_before"),
          Column.bigint("replaced_nid"),
          Column.bigint("required_power_level"),
          Column.integer("status"));

  private static final TableWriter JSON =
      TableWriter.inserting("event_json", Column.bigint("nid"), Column.bytes("json"));

  private static final TableWriter REWRITTEN =
      TableWriter.updating("event_json", 1, Column.bigint("nid"), Column.bytes("json"));

  private static final TableWriter EDGES =
      TableWriter.inserting(
          "event_edge",
          Column.bigint("child_nid"),
          Column.integer("kind"),
          Column.integer("ordinal"),
          Column.text("parent_id"),
          Column.text("sha256"));

  private static final TableWriter CURRENT_STATE =
      TableWriter.replacing(
          "current_state",
          2,
          Column.bigint("room_nid"),
          Column.uuid("slot"),
          Column.bigint("event_nid"),
          Column.bigint("stream_pos"),
          Column.text("type"),
          Column.text("state_key"));

  private static final TableWriter MEMBERSHIPS =
      TableWriter.replacing(
          "membership",
          2,
          Column.bigint("room_nid"),
          Column.text("user_id"),
          Column.bigint("event_nid"),
          Column.bigint("stream_pos"),
          Column.text("server"),
          Column.text("membership"),
          Column.text("sender"));

  private final List<@Nullable Object[]> events = new ArrayList<>();
  private final List<@Nullable Object[]> promoted = new ArrayList<>();
  private final List<@Nullable Object[]> json = new ArrayList<>();
  private final List<@Nullable Object[]> rewritten = new ArrayList<>();
  private final List<@Nullable Object[]> edges = new ArrayList<>();
  // The last one counts: a statement must not write the same row twice.
  private final Map<Key, @Nullable Object[]> currentState = new LinkedHashMap<>();
  private final Map<Key, @Nullable Object[]> memberships = new LinkedHashMap<>();

  private final List<ForgottenRows.Returned> returned = new ArrayList<>();

  private record Key(long roomNid, Object inRoom) {}

  EventRows(List<RoomAppend> appends) {
    for (RoomAppend append : appends) {
      long roomNid = append.lock().roomNid();
      append.events().forEach(event -> add(roomNid, event));
      append.graph().promoted().forEach(event -> promote(roomNid, event));
      append
          .graph()
          .rewritten()
          .forEach(each -> rewritten.add(new Object[] {each.nid(), each.json().sharedBytes()}));
      append.graph().current().forEach(slot -> setCurrent(roomNid, slot));
    }
  }

  void addTo(WriteBatch batch) {
    batch
        .add(EVENTS, events)
        .add(PROMOTED, promoted)
        .add(JSON, json)
        .add(REWRITTEN, rewritten)
        .add(EDGES, edges)
        .add(CURRENT_STATE, List.copyOf(currentState.values()))
        .add(MEMBERSHIPS, List.copyOf(memberships.values()));
  }

  private void add(long roomNid, AppendedEvent appended) {
    Event event = appended.event();
    long nid = appended.nid();
    events.add(
        new @Nullable Object[] {
          nid,
          roomNid,
          event.originServerTs(),
          event.depth(),
          appended.position(),
          appended.snapshotBefore(),
          appended.replacedNid(),
          event.requiredPowerLevel(),
          StatusCode.code(appended.status()),
          event.id().value(),
          event.type(),
          event.sender().value(),
          event.stateKey()
        });
    json.add(new Object[] {nid, appended.json().sharedBytes()});
    addEdges(nid, PREV, event.prevEvents());
    addEdges(nid, AUTH, event.authEvents());
    addEdges(nid, PREV_STATE, appended.prevStates());
    makeCurrent(roomNid, appended);
  }

  /** Who stands before a room anew, invited, asking or inside. */
  List<ForgottenRows.Returned> returned() {
    return List.copyOf(returned);
  }

  /** The row and the edges are there; an update must not touch them twice. */
  private void promote(long roomNid, AppendedEvent appended) {
    promoted.add(
        new @Nullable Object[] {
          appended.nid(),
          appended.position(),
          appended.snapshotBefore(),
          appended.replacedNid(),
          appended.event().requiredPowerLevel(),
          StatusCode.code(appended.status())
        });
    makeCurrent(roomNid, appended);
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
    StateTuple slot = current.slot();
    SlotKey key = SlotKey.of(slot);
    currentState.put(
        new Key(roomNid, key),
        new Object[] {
          roomNid,
          key.toUuid(),
          current.eventNid(),
          current.position(),
          slot.type(),
          slot.stateKey()
        });
    Membership membership = current.membership();
    if (membership != null) {
      UserId user = new UserId(slot.stateKey());
      if (ForgottenRows.RETURNING.contains(membership)) {
        returned.add(new ForgottenRows.Returned(roomNid, user));
      }
      memberships.put(
          new Key(roomNid, user),
          new Object[] {
            roomNid,
            user.value(),
            current.eventNid(),
            current.position(),
            user.server().value(),
            membership.word(),
            current.sender().value()
          });
    }
  }

  private void addEdges(long childNid, int kind, Collection<EventReference> parents) {
    int ordinal = 0;
    for (EventReference parent : parents) {
      edges.add(
          new @Nullable Object[] {childNid, kind, ordinal++, parent.id().value(), parent.sha256()});
    }
  }
}
