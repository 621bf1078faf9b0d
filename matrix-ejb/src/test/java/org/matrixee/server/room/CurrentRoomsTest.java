package org.matrixee.server.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.matrixee.server.event.Engine.await;
import static org.matrixee.server.event.Engine.object;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.matrixee.model.account.Account;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersionRules;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.authorization.rules.AuthCandidate;
import org.matrixee.server.authorization.rules.AuthOptions;
import org.matrixee.server.authorization.rules.CitedEvent;
import org.matrixee.server.authorization.rules.RoomAuthorizer;
import org.matrixee.server.event.Engine;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.event.ReceiveResult;
import org.matrixee.server.event.RoomCommand;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.rules.ContentHash;
import org.matrixee.server.event.rules.EventPlace;
import org.matrixee.server.event.rules.JsonSigning;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.server.event.rules.SignatureCheck;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.server.event.rules.SignedPduFactory;

/**
 * Rooms of the versions 1 to 12 that live on this server: every event that the engine makes is one
 * that any other server would take.
 */
class CurrentRoomsTest {
  private static final UserId ANNA = new UserId("@anna:localhost");
  private static final UserId BERT = new UserId("@bert:localhost");
  private static final UserId CARL = new UserId("@carl:localhost");

  private final Engine engine = new Engine();

  static List<RoomVersion> versions() {
    return IntStream.rangeClosed(1, 12)
        .mapToObj(number -> new RoomVersion(Integer.toString(number)))
        .toList();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private RoomRef room(RoomVersion version, RoomPreset preset, UserId... invited) {
    CurrentRoomRequest request = FirstEventsOf.request(version, preset, List.of(invited));
    List<EventDraft> drafts = CurrentFirstEvents.of(account(ANNA, "Anna"), request, null, Map.of());
    return engine.createRoom(version, ANNA, drafts, null);
  }

  private static Account account(UserId user, @Nullable String displayName) {
    return new Account(user, null, displayName, null, false, 0);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everyEventStandsUpToTheRulesOfItsVersion(RoomVersion version) {
    RoomRef room = room(version, RoomPreset.PRIVATE_CHAT, BERT);
    EventId secret = live(room);
    List<StoredEvent> history = engine.history(room);
    assertThat(history).hasSize(13);
    Map<EventId, Event> seen = new HashMap<>();
    StateMap state = StateMap.EMPTY;
    long depth = 0;
    EventId before = null;
    for (StoredEvent stored : history) {
      Event event = EventReader.decode(stored);
      assertThat(event.depth()).isEqualTo(++depth);
      assertThat(event.prevEvents().stream().map(each -> each.id()).toList())
          .isEqualTo(before == null ? List.of() : List.of(before));
      requireProofs(version, event, stored.redactedBy() != null);
      requireAllowed(version, event, seen, state);
      seen.put(event.id(), event);
      state = event.isState() ? state.with(event) : state;
      before = event.id();
    }
    assertThat(seen.get(secret).content()).isEmpty();
  }

  /** Bert joins and talks, Anna takes a message back and changes the levels; Bert leaves. */
  private EventId live(RoomRef room) {
    await(engine.member(room, BERT, BERT, "join"));
    EventId secret = await(engine.say(room, BERT, "the secret", null)).event();
    JsonObject why = object("reason", "secret");
    await(engine.submit(room, ANNA, EventDraft.redaction(ANNA, secret, why), null));
    await(engine.submit(room, ANNA, state(ANNA, EventType.NAME, "name", "Talk"), null));
    await(engine.say(room, ANNA, "hello", null));
    await(engine.member(room, BERT, BERT, "leave"));
    return secret;
  }

  private static EventDraft state(UserId user, String type, String key, String value) {
    return EventDraft.state(user, type, "", object(key, value));
  }

  private void requireProofs(RoomVersion version, Event event, boolean redacted) {
    RoomVersionRules rules = RoomRules.of(version).version();
    assertThat(ContentHash.matches(event.pdu(), rules)).isEqualTo(!redacted);
    SignatureCheck signed =
        JsonSigning.verifyEvent(
            event.pdu(),
            rules,
            engine.config.serverName(),
            id -> Optional.of(engine.signer.verifyKey()));
    assertThat(signed).isEqualTo(SignatureCheck.VALID);
    assertThat(RoomRules.of(version).codec().decode(event.pdu()).id()).isEqualTo(event.id());
  }

  private static void requireAllowed(
      RoomVersion version, Event event, Map<EventId, Event> seen, StateMap state) {
    RoomAuthorizer authorizer = RoomRules.of(version).authorizer(AuthOptions.STRICT);
    List<CitedEvent> cited = new ArrayList<>();
    event
        .authEvents()
        .forEach(each -> cited.add(new CitedEvent(required(seen.get(each.id())), false)));
    Event create = state.get(StateTuple.of(EventType.CREATE));
    assertThat(authorizer.checkAuthEvents(event, cited, create).isAllowed())
        .as("%s by its auth events", event.type())
        .isTrue();
    assertThat(authorizer.check(event, state).isAllowed())
        .as("%s by the state before it", event.type())
        .isTrue();
    List<EventId> expected =
        authorizer.authEvents(AuthCandidate.of(event)).stream()
            .map(state::get)
            .filter(each -> each != null)
            .map(Event::id)
            .toList();
    assertThat(event.authEvents().stream().map(each -> each.id()).toList()).isEqualTo(expected);
  }

  private static Event required(@Nullable Event event) {
    assertThat(event).as("an auth event that is held").isNotNull();
    return event;
  }

  @ParameterizedTest
  @MethodSource("versions")
  void roomHasTheIdOfItsVersion(RoomVersion version) {
    RoomRef room = room(version, RoomPreset.PUBLIC_CHAT);
    StoredEvent create = engine.history(room).get(0);
    if (version.id().equals("12")) {
      assertThat(room.room().value()).isEqualTo("!" + create.id().value().substring(1));
      assertThat(EventReader.decode(create).pdu()).doesNotContainKey("room_id");
    } else {
      assertThat(room.room().value()).endsWith(":localhost");
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void redactionIsForOnesOwnEventsAndForThoseWithTheLevel(RoomVersion version) {
    RoomRef room = room(version, RoomPreset.PUBLIC_CHAT);
    await(engine.member(room, BERT, BERT, "join"));
    await(engine.member(room, CARL, CARL, "join"));
    EventId of = await(engine.say(room, BERT, "mine", null)).event();
    EventDraft byCarl = EventDraft.redaction(CARL, of, JsonValue.EMPTY_JSON_OBJECT);
    assertThatThrownBy(() -> await(engine.submit(room, CARL, byCarl, null)))
        .isInstanceOf(CompletionException.class)
        .cause()
        .extracting(e -> ((MatrixException) e).code())
        .isEqualTo(ErrorCode.M_FORBIDDEN);
    EventDraft byBert = EventDraft.redaction(BERT, of, JsonValue.EMPTY_JSON_OBJECT);
    await(engine.submit(room, BERT, byBert, null));
    StoredEvent stripped =
        engine.history(room).stream()
            .filter(each -> each.id().equals(of))
            .findFirst()
            .orElseThrow();
    assertThat(EventReader.decode(stripped).content()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void whoIsNotInvitedStaysOutside(RoomVersion version) {
    RoomRef room = room(version, RoomPreset.PRIVATE_CHAT);
    assertThatThrownBy(() -> await(engine.member(room, BERT, BERT, "join")))
        .cause()
        .extracting(e -> ((MatrixException) e).code())
        .isEqualTo(ErrorCode.M_FORBIDDEN);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void membershipSaidAgainMakesNoEventUnlessItSaysMore(RoomVersion version) {
    RoomRef room = room(version, RoomPreset.PUBLIC_CHAT);
    EventId first = await(engine.member(room, BERT, BERT, "join")).event();
    int before = engine.history(room).size();
    assertThat(await(engine.member(room, BERT, BERT, "join")).event()).isEqualTo(first);
    assertThat(engine.history(room)).hasSize(before);
    JsonObject named =
        Json.createObjectBuilder()
            .add("membership", "join")
            .add("displayname", "Bert in here")
            .build();
    EventDraft renamed = EventDraft.state(BERT, EventType.MEMBER, BERT.value(), named);
    assertThat(await(engine.submit(room, BERT, renamed, null)).event()).isNotNull();
    assertThat(engine.history(room)).hasSize(before + 1);
  }

  @Test
  void roomsMadeAtOnceByOneUserAreNotTheSame() {
    RoomVersion newest = new RoomVersion("12");
    RoomRef first = room(newest, RoomPreset.PUBLIC_CHAT);
    RoomRef second = room(newest, RoomPreset.PUBLIC_CHAT);
    assertThat(first.room()).isNotEqualTo(second.room());
  }

  @Test
  void firstEventsThatContradictTheRulesMakeNoRoom() {
    CurrentRoomRequest plain =
        FirstEventsOf.request(new RoomVersion("11"), RoomPreset.PRIVATE_CHAT, List.of());
    List<EventDraft> drafts =
        new ArrayList<>(CurrentFirstEvents.of(account(ANNA, null), plain, null, Map.of()));
    drafts.add(EventDraft.state(ANNA, EventType.CREATE, "", object("creator", "x")));
    assertThatThrownBy(() -> engine.createRoom(plain.version(), ANNA, drafts, null))
        .cause()
        .extracting(e -> ((MatrixException) e).code())
        .isEqualTo(ErrorCode.M_INVALID_ROOM_STATE);
  }

  /** Its JSON could not be read by the rules of the room; anyone may join a public one. */
  @ParameterizedTest
  @MethodSource("versions")
  void eventOf2014OfAnotherServerIsNotTakenIn(RoomVersion version) {
    RoomRef room = room(version, RoomPreset.PUBLIC_CHAT);
    List<StoredEvent> before = engine.history(room);
    StoredEvent last = before.get(before.size() - 1);
    UserId mallory = new UserId("@mallory:evil.example");
    EventPlace place =
        new EventPlace(
            room.room(),
            mallory.server(),
            "join",
            1,
            last.depth() + 1,
            List.of(new EventReference(new EventId("before@evil.example"), null)),
            List.of(),
            null,
            0,
            null);
    SignedPdu join =
        new SignedPduFactory(RoomVersions.get(RoomVersion.V2014), engine.signer)
            .make(
                EventDraft.state(
                    mallory, EventType.MEMBER, mallory.value(), object("membership", "join")),
                place);
    AtomicReference<ReceiveResult> result = new AtomicReference<>();
    await(
        engine.sequencer.submit(
            new RoomCommand.Receive(
                room,
                mallory.server(),
                join,
                List.of(),
                null,
                true,
                new RoomCommand.Receive.Terms(true, false, null),
                result)));
    assertThat(result.get()).asString().contains("Dropped");
    assertThat(engine.history(room)).hasSameSizeAs(before);
  }
}
