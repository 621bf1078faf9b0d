package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.store.TestRoom.ALICE;
import static org.matrixee.store.TestRoom.BOB;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.Relation;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.TimelinePosition;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.store.TestRoom;
import org.matrixee.store.event.AnnotationKey;
import org.matrixee.store.event.AppendedEvent;
import org.matrixee.store.event.RelationQuery;
import org.matrixee.store.event.RelationStore.ThreadRoot;
import org.matrixee.store.event.RelationStore.ThreadSummary;
import org.matrixee.store.event.RoomAppend;
import org.matrixee.store.event.RoomHead;
import org.matrixee.store.event.RoomLock;

/** Which events relate to which. */
interface RelationContract extends StoresContract {
  long ALL = Long.MAX_VALUE;
  String REACTION = "m.reaction";

  private TestRoom room() {
    return stores().inTransaction(() -> TestRoom.create(stores()));
  }

  private static JsonObject relates(String type, AppendedEvent parent, String key) {
    JsonObjectBuilder relation =
        Json.createObjectBuilder()
            .add("rel_type", type)
            .add("event_id", parent.event().id().value());
    if (key != null) {
      relation.add("key", key);
    }
    JsonObjectBuilder content = Json.createObjectBuilder().add(Relation.RELATES_TO, relation);
    return type.equals(Relation.REPLACE)
        ? content.add("m.new_content", Json.createObjectBuilder()).build()
        : content.build();
  }

  private AppendedEvent send(TestRoom room, UserId sender, String type, JsonObject content) {
    TestRoom.Draft draft = TestRoom.draft(type, null, sender, "{}").with(content);
    return stores().inTransaction(() -> room.append(List.of(draft)).get(0));
  }

  private AppendedEvent relate(
      TestRoom room, UserId sender, String type, String relType, AppendedEvent parent) {
    return send(room, sender, type, relates(relType, parent, null));
  }

  private AppendedEvent say(TestRoom room) {
    return stores().inTransaction(() -> room.message("{}"));
  }

  private void redact(TestRoom room, AppendedEvent target) {
    stores()
        .run(
            () -> {
              RoomLock lock = room.lock();
              RoomHead head = stores().events().heads(List.of(lock)).get(room.nid());
              TestRoom.Prepared redaction =
                  room.prepare(
                      head, List.of(TestRoom.draft(EventType.REDACTION, null, ALICE, "{}")));
              RoomAppend.Redaction strip =
                  new RoomAppend.Redaction(
                      target.nid(), JsonText.of("{}"), redaction.events().get(0).nid());
              stores()
                  .events()
                  .append(
                      List.of(
                          new RoomAppend(
                              lock, redaction.events(), redaction.head(), List.of(strip))));
            });
  }

  private List<EventId> page(RelationQuery query) {
    return stores().inTransaction(() -> stores().relations().page(query)).stream()
        .map(StoredEvent::id)
        .toList();
  }

  private static RelationQuery query(TestRoom room, AppendedEvent parent, boolean backwards) {
    return new RelationQuery(
        room.nid(), Set.of(parent.event().id()), null, null, null, null, backwards, ALL, 10);
  }

  private static TimelinePosition after(AppendedEvent event) {
    return new TimelinePosition(event.event().depth(), event.position());
  }

  @Test
  default void childrenArePagedInBothDirections() {
    TestRoom room = room();
    AppendedEvent parent = say(room);
    AppendedEvent one = relate(room, ALICE, EventType.MESSAGE, Relation.THREAD, parent);
    AppendedEvent two = relate(room, BOB, EventType.MESSAGE, Relation.REFERENCE, parent);
    AppendedEvent three = relate(room, BOB, EventType.ENCRYPTED, Relation.THREAD, parent);
    Set<EventId> of = Set.of(parent.event().id());
    assertThat(page(query(room, parent, true))).containsExactly(id(three), id(two), id(one));
    assertThat(page(query(room, parent, false))).containsExactly(id(one), id(two), id(three));
    assertThat(
            page(
                new RelationQuery(
                    room.nid(), of, Relation.THREAD, null, null, null, true, ALL, 10)))
        .containsExactly(id(three), id(one));
    assertThat(
            page(
                new RelationQuery(
                    room.nid(),
                    of,
                    Relation.THREAD,
                    EventType.ENCRYPTED,
                    null,
                    null,
                    true,
                    ALL,
                    10)))
        .containsExactly(id(three));
    assertThat(
            page(
                new RelationQuery(
                    room.nid(), of, null, null, after(two), after(one), true, ALL, 10)))
        .containsExactly(id(two));
    assertThat(
            page(
                new RelationQuery(
                    room.nid(), of, null, null, after(one), after(two), false, ALL, 10)))
        .containsExactly(id(two));
    assertThat(
            page(
                new RelationQuery(room.nid(), of, null, null, null, null, true, two.position(), 1)))
        .containsExactly(id(two));
    assertThat(page(new RelationQuery(room.nid(), Set.of(), null, null, null, null, true, ALL, 10)))
        .isEmpty();
  }

  private static EventId id(AppendedEvent event) {
    return event.event().id();
  }

  @Test
  default void onlyAcceptedEventsOfTheSameRoomCount() {
    TestRoom room = room();
    TestRoom other = room();
    AppendedEvent parent = say(room);
    relate(other, ALICE, EventType.MESSAGE, Relation.THREAD, parent);
    TestRoom.Draft rejected =
        TestRoom.draft(EventType.MESSAGE, null, ALICE, "{}")
            .with(relates(Relation.THREAD, parent, null))
            .with(EventStatus.REJECTED);
    stores().run(() -> room.append(List.of(rejected)));
    assertThat(page(query(room, parent, true))).isEmpty();
    stores()
        .run(
            () -> {
              assertThat(stores().relations().threads(room.nid(), Set.of(id(parent)), ALICE, ALL))
                  .isEmpty();
              assertThat(stores().relations().threadRoots(room.nid(), null, ALL, ALL, 10))
                  .isEmpty();
              assertThat(stores().relations().aggregated(Set.of(id(parent))))
                  .containsOnlyKeys(other.nid());
            });
  }

  @Test
  default void newestEditIsFoundByTheClockOfItsOrigin() {
    TestRoom room = room();
    AppendedEvent original = say(room);
    AppendedEvent first = relate(room, ALICE, EventType.MESSAGE, Relation.REPLACE, original);
    AppendedEvent second = relate(room, ALICE, EventType.MESSAGE, Relation.REPLACE, original);
    relate(room, BOB, EventType.MESSAGE, Relation.REPLACE, original);
    relate(room, ALICE, "m.other", Relation.REPLACE, original);
    JsonObject empty = relates(Relation.REPLACE, original, null);
    send(
        room,
        ALICE,
        EventType.MESSAGE,
        Json.createObjectBuilder(empty).remove("m.new_content").build());
    assertThat(edits(room, original, ALL)).isEqualTo(Map.of(id(original), second.nid()));
    assertThat(edits(room, original, first.position()))
        .isEqualTo(Map.of(id(original), first.nid()));
    redact(room, second);
    assertThat(edits(room, original, ALL)).isEqualTo(Map.of(id(original), first.nid()));
    redact(room, original);
    assertThat(edits(room, original, ALL)).isEmpty();
  }

  private Map<EventId, Long> edits(TestRoom room, AppendedEvent original, long upTo) {
    return stores()
        .inTransaction(
            () -> stores().relations().newestEdits(room.nid(), Set.of(id(original)), upTo));
  }

  @Test
  default void stateIsNeverEdited() {
    TestRoom room = room();
    AppendedEvent topic = stores().inTransaction(() -> room.state(EventType.TOPIC, "", "{}"));
    relate(room, ALICE, EventType.TOPIC, Relation.REPLACE, topic);
    assertThat(edits(room, topic, ALL)).isEmpty();
  }

  @Test
  default void threadsAreSummedUpAndListed() {
    TestRoom room = room();
    AppendedEvent early = say(room);
    AppendedEvent late = say(room);
    AppendedEvent lastOfLate = relate(room, BOB, EventType.MESSAGE, Relation.THREAD, late);
    relate(room, BOB, EventType.MESSAGE, Relation.THREAD, early);
    AppendedEvent last = relate(room, ALICE, EventType.MESSAGE, Relation.THREAD, early);
    UserId carol = new UserId("@carol:a.example");
    stores()
        .run(
            () -> {
              Set<EventId> roots = Set.of(id(early), id(late));
              assertThat(stores().relations().threads(room.nid(), roots, ALICE, ALL))
                  .isEqualTo(
                      Map.of(
                          id(early),
                          new ThreadSummary(last.nid(), 2, true),
                          id(late),
                          new ThreadSummary(lastOfLate.nid(), 1, false)));
              ThreadRoot first = new ThreadRoot(id(early), last.position());
              ThreadRoot second = new ThreadRoot(id(late), lastOfLate.position());
              assertThat(stores().relations().threadRoots(room.nid(), null, ALL, ALL, 10))
                  .containsExactly(first, second);
              assertThat(stores().relations().threadRoots(room.nid(), null, ALL, ALL, 1))
                  .containsExactly(first);
              assertThat(
                      stores().relations().threadRoots(room.nid(), null, last.position(), ALL, 10))
                  .containsExactly(second);
              // The roots are Alice's.
              assertThat(stores().relations().threadRoots(room.nid(), ALICE, ALL, ALL, 10))
                  .containsExactly(first, second);
              assertThat(stores().relations().threadRoots(room.nid(), BOB, ALL, ALL, 10))
                  .containsExactly(first, second);
              assertThat(stores().relations().threadRoots(room.nid(), carol, ALL, ALL, 10))
                  .isEmpty();
            });
    redact(room, last);
    stores()
        .run(
            () ->
                assertThat(
                        stores()
                            .relations()
                            .threads(room.nid(), Set.of(id(early)), ALICE, ALL)
                            .get(id(early)))
                    .matches(thread -> thread.count() == 1 && !thread.participated()));
  }

  @Test
  default void referencesAndKindsAreTold() {
    TestRoom room = room();
    AppendedEvent parent = say(room);
    AppendedEvent one = relate(room, ALICE, EventType.MESSAGE, Relation.REFERENCE, parent);
    AppendedEvent two = relate(room, ALICE, EventType.MESSAGE, Relation.REFERENCE, parent);
    send(room, ALICE, REACTION, relates(Relation.ANNOTATION, parent, "+1"));
    AppendedEvent child = relate(room, BOB, EventType.MESSAGE, Relation.THREAD, one);
    stores()
        .run(
            () -> {
              Set<EventId> of = Set.of(id(parent));
              assertThat(stores().relations().references(room.nid(), of, ALL, 5))
                  .isEqualTo(Map.of(id(parent), List.of(id(one), id(two))));
              assertThat(stores().relations().references(room.nid(), of, ALL, 1))
                  .isEqualTo(Map.of(id(parent), List.of(id(one))));
              assertThat(stores().relations().aggregated(Set.of(id(parent), id(one))))
                  .isEqualTo(
                      Map.of(
                          room.nid(),
                          Map.of(
                              id(parent),
                              Set.of(Relation.REFERENCE),
                              id(one),
                              Set.of(Relation.THREAD))));
              assertThat(stores().relations().children(room.nid(), Set.of(id(one)), ALL, 5))
                  .containsExactly(id(child));
              assertThat(stores().relations().children(room.nid(), of, ALL, 2)).hasSize(2);
              assertThat(stores().relations().aggregated(Set.of())).isEmpty();
            });
  }

  @Test
  default void annotationIsKnownUntilItIsRedacted() {
    TestRoom room = room();
    AppendedEvent parent = say(room);
    String longKey = "k".repeat(5000);
    AppendedEvent short_ = send(room, BOB, REACTION, relates(Relation.ANNOTATION, parent, "+1"));
    AppendedEvent long_ = send(room, BOB, REACTION, relates(Relation.ANNOTATION, parent, longKey));
    AnnotationKey plus = new AnnotationKey(room.nid(), id(parent), BOB, REACTION, "+1");
    AnnotationKey other = new AnnotationKey(room.nid(), id(parent), BOB, REACTION, longKey);
    List<AnnotationKey> absent =
        List.of(
            new AnnotationKey(room.nid(), id(parent), ALICE, REACTION, "+1"),
            new AnnotationKey(room.nid(), id(parent), BOB, "m.other", "+1"),
            new AnnotationKey(room.nid(), id(parent), BOB, REACTION, "-1"),
            new AnnotationKey(room.nid(), id(short_), BOB, REACTION, "+1"),
            new AnnotationKey(-1, id(parent), BOB, REACTION, "+1"));
    stores()
        .run(
            () -> {
              assertThat(stores().relations().annotations(absent)).isEmpty();
              assertThat(stores().relations().annotations(List.of())).isEmpty();
              assertThat(stores().relations().annotations(List.of(plus, other)))
                  .isEqualTo(Map.of(plus, short_.nid(), other, long_.nid()));
            });
    redact(room, short_);
    stores()
        .run(
            () ->
                assertThat(stores().relations().annotations(List.of(plus, other)))
                    .containsOnlyKeys(other));
  }
}
