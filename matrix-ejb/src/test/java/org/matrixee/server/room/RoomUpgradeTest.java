package org.matrixee.server.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.matrixee.server.event.Engine.await;
import static org.matrixee.server.event.Engine.object;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.matrixee.model.account.Account;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.PowerLevels;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.event.Engine;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.event.RoomCommand;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.server.event.rules.RoomSuccession;
import org.matrixee.server.event.rules.SignedPdu;

/** A room is replaced whole or not at all, from any version to any. */
class RoomUpgradeTest {
  private static final UserId ANNA = new UserId("@anna:localhost");
  private static final UserId BERT = new UserId("@bert:localhost");
  private static final RoomAlias ALIAS = new RoomAlias("#talk:localhost");

  private final Engine engine = new Engine();

  @AfterEach
  void close() {
    engine.close();
  }

  private static RoomVersion version(int number) {
    return new RoomVersion(Integer.toString(number));
  }

  static List<List<RoomVersion>> pairs() {
    List<List<RoomVersion>> pairs = new ArrayList<>();
    IntStream.rangeClosed(1, 12)
        .forEach(
            from ->
                IntStream.rangeClosed(1, 12)
                    .forEach(to -> pairs.add(List.of(version(from), version(to)))));
    return pairs;
  }

  private RoomRef room(RoomVersion version) {
    CurrentRoomRequest request = FirstEventsOf.request(version, RoomPreset.PUBLIC_CHAT, List.of());
    Account anna = new Account(ANNA, null, "Anna", null, false, 0);
    List<EventDraft> drafts = CurrentFirstEvents.of(anna, request, ALIAS, Map.of());
    RoomRef room = engine.createRoom(version, ANNA, drafts, ALIAS);
    send(room, EventType.NAME, object("name", "Talk"));
    send(room, EventType.JOIN_RULES, object("join_rule", "knock_restricted"));
    await(engine.say(room, ANNA, "hello", null));
    return room;
  }

  private void send(RoomRef room, String type, JsonObject content) {
    await(engine.submit(room, ANNA, EventDraft.state(ANNA, type, "", content), null));
  }

  private CompletionStage<RoomOutcome> upgrade(RoomRef old, UserId user, RoomVersion to) {
    AuthRules.EventGraph before = rules(old.version());
    AuthRules.EventGraph after = rules(to);
    List<Event> events = decoded(old);
    Event last = events.get(events.size() - 1);
    JsonObject create =
        RoomSuccession.create(
            user, after, to.id(), old.room(), state(old), last.id(), Set.of(BERT));
    SignedPdu first =
        engine.founder.found(to, EventDraft.state(user, EventType.CREATE, "", create));
    long nid = engine.stores.inTransaction(() -> engine.stores.events().nextNids(1)[0]);
    RoomRef replacement = new RoomRef(nid, first.event().room(), to, true);
    RoomSuccession succession =
        new RoomSuccession(
            user, before, after, replacement.room(), object("membership", "join"), Set.of(BERT));
    return engine.sequencer.submit(
        new RoomCommand.Upgrade(old, Engine.requester(user), replacement, first, succession));
  }

  private static AuthRules.EventGraph rules(RoomVersion version) {
    return (AuthRules.EventGraph) RoomVersions.get(version).auth();
  }

  private List<Event> decoded(RoomRef room) {
    return engine.history(room).stream().map(EventReader::decode).toList();
  }

  private StateMap state(RoomRef room) {
    StateMap state = StateMap.EMPTY;
    for (StoredEvent event : engine.history(room)) {
      state = event.isState() ? state.with(EventReader.decode(event)) : state;
    }
    return state;
  }

  private RoomRef find(RoomId id) {
    return engine.stores.inTransaction(
        () ->
            engine
                .stores
                .rooms()
                .find(id)
                .map(room -> new RoomRef(room.nid(), id, room.version(), room.listed()))
                .orElseThrow());
  }

  private static JsonObject content(StateMap state, String type) {
    return state.get(StateTuple.of(type)).content();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void roomIsReplacedByOneOfAnyVersion(List<RoomVersion> versions) {
    RoomRef old = room(versions.get(0));
    Event last = decoded(old).get(decoded(old).size() - 1);
    RoomRef fresh = find(await(upgrade(old, ANNA, versions.get(1))).room());
    assertThat(fresh.version()).isEqualTo(versions.get(1));
    StateMap now = state(fresh);
    assertThat(content(now, EventType.NAME).getString("name")).isEqualTo("Talk");
    JsonObject create = content(now, EventType.CREATE);
    JsonObject predecessor = create.getJsonObject("predecessor");
    assertThat(predecessor.getString("room_id")).isEqualTo(old.room().value());
    boolean twelve = fresh.version().id().equals("12");
    assertThat(predecessor.getString("event_id", null))
        .isEqualTo(twelve ? null : last.id().value());
    assertThat(create.containsKey("additional_creators")).isEqualTo(twelve);
    int number = Integer.parseInt(fresh.version().id());
    assertThat(content(now, EventType.JOIN_RULES).getString("join_rule"))
        .isEqualTo(number >= 10 ? "knock_restricted" : number >= 8 ? "restricted" : "invite");
    PowerLevels levels = RoomRules.of(fresh.version()).levels().read(now);
    assertThat(levels.of(ANNA)).isGreaterThanOrEqualTo(100);
    assertThat(levels.of(ANNA)).isGreaterThanOrEqualTo(levels.needed(EventType.TOMBSTONE, true));
    StateMap then = state(old);
    assertThat(content(then, EventType.TOMBSTONE).getString("replacement_room"))
        .isEqualTo(fresh.room().value());
    PowerLevels closed = RoomRules.of(old.version()).levels().read(then);
    assertThat(closed.send()).isEqualTo(50);
    assertThat(closed.invite()).isEqualTo(50);
    assertThat(content(then, EventType.CANONICAL_ALIAS)).isEmpty();
    assertThat(content(now, EventType.CANONICAL_ALIAS).getString("alias")).isEqualTo(ALIAS.value());
    assertThat(aliases(old)).isEmpty();
    assertThat(aliases(fresh)).containsExactly(ALIAS);
  }

  private List<RoomAlias> aliases(RoomRef room) {
    return engine.stores.inTransaction(() -> engine.stores.aliases().ofRoom(room.nid()));
  }

  @Test
  void whoAsksAgainHearsOfTheSameRoom() {
    RoomRef old = room(version(11));
    RoomId first = await(upgrade(old, ANNA, version(12))).room();
    int events = engine.history(old).size();
    assertThat(await(upgrade(old, ANNA, version(12))).room()).isEqualTo(first);
    assertThat(engine.history(old)).hasSize(events);
    // Another version is another wish.
    assertThat(await(upgrade(old, ANNA, version(11))).room()).isNotEqualTo(first);
  }

  @Test
  void twoRequestsAtOnceMakeOneRoom() {
    RoomRef old = room(version(11));
    CompletionStage<RoomOutcome> one = upgrade(old, ANNA, version(12));
    CompletionStage<RoomOutcome> two = upgrade(old, ANNA, version(12));
    assertThat(await(one).room()).isEqualTo(await(two).room());
  }

  @Test
  void nothingIsLeftOfAnUpgradeThatDidNotCommit() {
    RoomRef old = room(version(11));
    int events = engine.history(old).size();
    engine.beforeCommit =
        () -> {
          throw new IllegalStateException("the power is gone");
        };
    assertThatThrownBy(() -> await(upgrade(old, ANNA, version(12))))
        .hasMessageContaining("the power is gone");
    engine.beforeCommit = () -> {};
    assertThat(engine.history(old)).hasSize(events);
    assertThat(aliases(old)).containsExactly(ALIAS);
    assertThat(engine.stores.inTransaction(() -> engine.stores.rooms().listedRooms())).hasSize(1);
    assertThat(await(upgrade(old, ANNA, version(12))).room()).isNotEqualTo(old.room());
  }

  @Test
  void whoseAnswerWasLostAfterTheCommitHearsOfTheSameRoom() {
    RoomRef old = room(version(11));
    engine.afterCommit =
        () -> {
          throw new IllegalStateException("the line is dead");
        };
    assertThatThrownBy(() -> await(upgrade(old, ANNA, version(12))))
        .hasMessageContaining("the line is dead");
    engine.afterCommit = () -> {};
    String made = content(state(old), EventType.TOMBSTONE).getString("replacement_room");
    assertThat(await(upgrade(old, ANNA, version(12))).room().value()).isEqualTo(made);
  }

  @Test
  void onlyWhoMaySendATombstoneReplacesTheRoom() {
    RoomRef old = room(version(11));
    send(old, EventType.JOIN_RULES, object("join_rule", "public"));
    await(engine.member(old, BERT, BERT, "join"));
    int events = engine.history(old).size();
    assertThatThrownBy(() -> await(upgrade(old, BERT, version(12))))
        .isInstanceOf(CompletionException.class)
        .cause()
        .extracting(e -> ((MatrixException) e).code())
        .isEqualTo(ErrorCode.M_FORBIDDEN);
    assertThat(engine.history(old)).hasSize(events);
    assertThat(engine.stores.inTransaction(() -> engine.stores.rooms().listedRooms())).hasSize(1);
  }

  @Test
  void levelsWrittenAsTextAreWrittenAsNumbersWhereTheyMustBe() {
    RoomRef old = room(version(1));
    JsonObject levels =
        Json.createObjectBuilder()
            .add("users", Json.createObjectBuilder().add(ANNA.value(), "100"))
            .add("events", Json.createObjectBuilder().add("m.room.name", " 55 "))
            .add("kick", "60")
            .add("org.example", "kept")
            .build();
    send(old, EventType.POWER_LEVELS, levels);
    RoomRef fresh = find(await(upgrade(old, ANNA, version(11))).room());
    assertThat(content(state(fresh), EventType.POWER_LEVELS))
        .isEqualTo(
            Json.createObjectBuilder()
                .add("users", Json.createObjectBuilder().add(ANNA.value(), 100))
                .add("events", Json.createObjectBuilder().add("m.room.name", 55))
                .add("kick", 60)
                .add("org.example", "kept")
                .build());
  }

  @Test
  void whatTheRoomIsStaysSo() {
    CurrentRoomRequest plain =
        FirstEventsOf.request(version(11), RoomPreset.PUBLIC_CHAT, List.of());
    List<EventDraft> drafts =
        new ArrayList<>(
            CurrentFirstEvents.of(
                new Account(ANNA, null, null, null, false, 0), plain, null, Map.of()));
    JsonObject create =
        Json.createObjectBuilder(drafts.get(0).content())
            .add("type", "m.space")
            .add("m.federate", false)
            .build();
    drafts.set(0, EventDraft.state(ANNA, EventType.CREATE, "", create));
    RoomRef old = engine.createRoom(version(11), ANNA, drafts, null);
    JsonObject now =
        content(state(find(await(upgrade(old, ANNA, version(12))).room())), EventType.CREATE);
    assertThat(now.getString("type")).isEqualTo("m.space");
    assertThat(now.getBoolean("m.federate")).isFalse();
  }
}
