package org.matrixee.server.event.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.matrixee.server.fixtures.Users.ALICE;
import static org.matrixee.server.fixtures.Users.EXAMPLE;
import static org.matrixee.server.fixtures.Users.ROOM;
import static org.matrixee.server.fixtures.Users.SIGNER;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersionRules;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.fixtures.Texts;
import org.matrixee.server.json.JsonReader;

/** Spec: room versions, "Event format", "Event IDs"; server-server, "Signing Events". */
@DisplayName("PDUs of the room versions 1 to 12")
class GraphCodecTest {
  private static final EventReference PREV = new EventReference(new EventId("$p:x"), "hash");
  private static final EventReference AUTH = new EventReference(new EventId("$a:x"), "hash");
  private static final EventId TARGET = new EventId("$target:example.org");

  static IntStream versions() {
    return IntStream.rangeClosed(1, 12);
  }

  private static RoomVersionRules rules(int version) {
    return RoomVersions.get(new RoomVersion(Integer.toString(version)));
  }

  private static PduCodec codec(int version) {
    return RoomRules.of(new RoomVersion(Integer.toString(version))).codec();
  }

  private static SignedPdu make(int version, EventDraft draft, @Nullable RoomId room) {
    EventPlace place =
        new EventPlace(
            room, EXAMPLE, "local", 1000, 7, List.of(PREV), List.of(AUTH), null, 0, null);
    return new SignedPduFactory(rules(version), SIGNER).make(draft, place);
  }

  private static SignedPdu message(int version) {
    JsonObject content = Texts.object("{'body':'hi','msgtype':'m.text'}");
    return make(version, EventDraft.message(ALICE, EventType.MESSAGE, content), ROOM);
  }

  private static String text(String text) {
    return text.replace('\'', '"');
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void eventsOfOursReadAsTheyWereMade(int version) {
    for (EventDraft draft :
        List.of(
            EventDraft.message(ALICE, EventType.MESSAGE, Texts.object("{'body':'hi'}")),
            EventDraft.state(ALICE, EventType.NAME, "", Texts.object("{'name':'x'}")),
            EventDraft.redaction(ALICE, TARGET, Texts.object("{'reason':'x'}")),
            EventDraft.state(ALICE, EventType.CREATE, "", Texts.object("{'creator':'@a:b'}")))) {
      boolean makesRoom = version == 12 && draft.type().equals(EventType.CREATE);
      SignedPdu pdu = make(version, draft, makesRoom ? null : ROOM);
      JsonObject read = JsonReader.PDU_AS_WRITTEN.readObject(pdu.json().sharedBytes());
      assertThat(codec(version).decode(read)).isEqualTo(pdu.event());
      assertThat(codec(version).decode(read, pdu.event().id())).isEqualTo(pdu.event());
      assertThat(pdu.event().redacts()).isEqualTo(draft.redacts());
      assertThat(ContentHash.matches(read, rules(version))).isTrue();
      assertThat(verify(read, version)).isEqualTo(SignatureCheck.VALID);
    }
  }

  private static SignatureCheck verify(JsonObject pdu, int version) {
    return JsonSigning.verifyEvent(
        pdu, rules(version), EXAMPLE, id -> Optional.of(SIGNER.verifyKey()));
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void keysOfThePdu(int version) {
    String references =
        version < 3
            ? "'auth_events':[['$a:x',{'sha256':'hash'}]],"
                + "'prev_events':[['$p:x',{'sha256':'hash'}]],'event_id':'$local:example.org',"
            : "'auth_events':['$a:x'],'prev_events':['$p:x'],";
    JsonObject pdu = message(version).event().pdu();
    JsonObject plain =
        JsonValues.PROVIDER.createObjectBuilder(pdu).remove("hashes").remove("signatures").build();
    assertThat(plain)
        .isEqualTo(
            Texts.object(
                "{"
                    + references
                    + "'content':{'body':'hi','msgtype':'m.text'},'depth':7,"
                    + "'origin_server_ts':1000,'room_id':'!room:example.org',"
                    + "'sender':'@alice:example.org','type':'m.room.message'}"));
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void eventIds(int version) {
    SignedPdu pdu = message(version);
    String hash = ReferenceHash.of(pdu.event().pdu(), rules(version));
    String expected =
        version < 3
            ? "$local:example.org"
            : version == 3 ? "$" + hash : "$" + hash.replace('+', '-').replace('/', '_');
    assertThat(pdu.event().id().value()).isEqualTo(expected);
    assertThat(pdu.reference().sha256()).isEqualTo(hash);
  }

  @Test
  @DisplayName("version 3 has + and / in its IDs, later versions - and _")
  void alphabets() {
    assertThat(EventIds.ofHash(rules(3).eventIds(), "a+b/c").value()).isEqualTo("$a+b/c");
    for (int version = 4; version <= 12; version++) {
      assertThat(EventIds.ofHash(rules(version).eventIds(), "a+b/c").value()).isEqualTo("$a-b_c");
    }
  }

  @Test
  @DisplayName("version 12: the room ID is the ID of the event that creates the room")
  void roomIdOfVersion12() {
    SignedPdu create =
        make(12, EventDraft.state(ALICE, EventType.CREATE, "", Texts.object("{}")), null);
    assertThat(create.event().pdu()).doesNotContainKey("room_id");
    assertThat(create.event().room().value())
        .isEqualTo("!" + create.event().id().value().substring(1));
    assertThat(codec(12).decode(create.event().pdu()).room()).isEqualTo(create.event().room());
    RoomId room = create.event().room();
    SignedPdu name =
        make(12, EventDraft.state(ALICE, EventType.NAME, "", Texts.object("{}")), room);
    assertThat(name.event().room()).isEqualTo(room);
    assertThat(name.event().pdu().getString("room_id")).isEqualTo(room.value());
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void redactsIsInTheContentFromVersion11(int version) {
    JsonObject pdu =
        make(version, EventDraft.redaction(ALICE, TARGET, Texts.object("{}")), ROOM).event().pdu();
    assertThat(pdu.containsKey("redacts")).isEqualTo(version < 11);
    assertThat(pdu.getJsonObject("content").containsKey("redacts")).isEqualTo(version >= 11);
    JsonObject stripped = Redactors.of(rules(version).redaction()).redactPdu(pdu);
    assertThat(codec(version).decode(stripped).redacts()).isEqualTo(version < 11 ? null : TARGET);
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void redactionChangesNeitherIdNorSignature(int version) {
    SignedPdu pdu = message(version);
    JsonObject stripped = Redactors.of(rules(version).redaction()).redactPdu(pdu.event().pdu());
    assertThat(codec(version).decode(stripped).id()).isEqualTo(pdu.event().id());
    assertThat(verify(stripped, version)).isEqualTo(SignatureCheck.VALID);
    assertThat(ContentHash.matches(stripped, rules(version))).isFalse();
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void unsignedIsOutsideIdHashAndSignature(int version) {
    SignedPdu pdu = message(version);
    JsonObject noted =
        JsonValues.PROVIDER
            .createObjectBuilder(pdu.event().pdu())
            .add("unsigned", Texts.object("{'age':5}"))
            .build();
    assertThat(codec(version).decode(noted).id()).isEqualTo(pdu.event().id());
    assertThat(verify(noted, version)).isEqualTo(SignatureCheck.VALID);
    assertThat(ContentHash.matches(noted, rules(version))).isTrue();
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sender|5",
        "sender|'alice'",
        "sender|",
        "type|5",
        "type|",
        "state_key|5",
        "state_key|null",
        "content|'x'",
        "content|",
        "origin_server_ts|'1'",
        "origin_server_ts|1.5",
        "origin_server_ts|",
        "depth|-1",
        "depth|1e300",
        "depth|",
        "hashes|'x'",
        "hashes|{'sha256':5}",
        "hashes|",
        "signatures|{'a':'b'}",
        "signatures|{'a':{'b':5}}",
        "signatures|",
        "unsigned|5",
        "prev_events|{}",
        "prev_events|[5]",
        "prev_events|",
        "auth_events|[['$a']]",
        "auth_events|[['$a',{}],5]",
        "auth_events|",
        "room_id|5",
        "room_id|'room'",
        "room_id|"
      })
  void malformedPdusAreRefused(String key, @Nullable String value) {
    for (int version = 1; version <= 12; version++) {
      assertRefused(version, changed(version, key, value));
    }
  }

  @Test
  void limitsOfSizes() {
    String ids = "['$1','$2','$3','$4','$5','$6','$7','$8','$9','$10'";
    for (int version = 3; version <= 12; version++) {
      assertThat(codec(version).decode(changed(version, "auth_events", ids + "]"))).isNotNull();
      assertRefused(version, changed(version, "auth_events", ids + ",'$11']"));
      String twenty = ids + "," + ids.substring(1) + "]";
      assertThat(codec(version).decode(changed(version, "prev_events", twenty))).isNotNull();
      assertRefused(version, changed(version, "prev_events", twenty.replace("]", ",'$21']")));
    }
    for (int version = 1; version <= 12; version++) {
      for (String key : List.of("type", "state_key")) {
        assertThat(codec(version).decode(changed(version, key, "'" + "é".repeat(127) + "'")))
            .isNotNull();
        assertRefused(version, changed(version, key, "'" + "é".repeat(128) + "'"));
      }
      assertRefused(version, changed(version, "room_id", "'!" + "r".repeat(250) + ":a.org'"));
      assertRefused(version, changed(version, "sender", "'@" + "u".repeat(250) + ":a.org'"));
    }
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void depthUpTo2To63BeforeVersion6(int version) {
    JsonObject deep = changed(version, "depth", "9223372036854775807");
    if (version < 6) {
      assertThat(codec(version).decode(deep).depth()).isEqualTo(Long.MAX_VALUE);
      assertRefused(version, changed(version, "depth", "9223372036854775808"));
    } else {
      assertRefused(version, deep);
    }
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void roomIdsHaveADomainBeforeVersion12(int version) {
    JsonObject hash = changed(version, "room_id", "'!nodomain'");
    if (version < 12) {
      assertRefused(version, hash);
    } else {
      assertThat(codec(version).decode(hash).room().value()).isEqualTo("!nodomain");
    }
  }

  @Test
  void redactionsOfNothingAreEventsFromVersion11() {
    for (String redacts : List.of("5", "''", "'" + "x".repeat(300) + "'")) {
      JsonObject pdu =
          Texts.exact(
              text(
                  changed(11, "type", "'m.room.redaction'")
                      .toString()
                      .replace("\"body\":\"hi\"", "'redacts':" + redacts)));
      assertThat(codec(11).decode(pdu).redacts()).isNull();
      assertRefused(5, changed(5, "redacts", "5", "m.room.redaction"));
    }
    assertThat(codec(5).decode(changed(5, "redacts", "5")).redacts())
        .as("a key without meaning in other events")
        .isNull();
  }

  private static JsonObject changed(int version, String key, @Nullable String value) {
    return changed(version, key, value, EventType.MESSAGE);
  }

  private static JsonObject changed(int version, String key, @Nullable String value, String type) {
    JsonObject content = Texts.object("{'body':'hi'}");
    JsonObject pdu = make(version, EventDraft.message(ALICE, type, content), ROOM).event().pdu();
    JsonObjectBuilder builder = JsonValues.PROVIDER.createObjectBuilder(pdu).remove(key);
    if (value != null) {
      JsonObject holder =
          JsonReader.PDU_AS_WRITTEN.readObject(
              text("{'v':" + value + "}").getBytes(StandardCharsets.UTF_8));
      builder.add(key, holder.get("v"));
    }
    return builder.build();
  }

  private static void assertRefused(int version, JsonObject pdu) {
    assertThatThrownBy(() -> codec(version).decode(pdu))
        .as("version %s", version)
        .isInstanceOfSatisfying(
            MatrixException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.M_BAD_JSON));
  }

  @Test
  void decodedEventHasEverything() {
    Event event = message(1).event();
    assertThat(event.origin()).isEqualTo(EXAMPLE);
    assertThat(event.prevEvents()).containsExactly(PREV);
    assertThat(event.authEvents()).containsExactly(AUTH);
    assertThat(event.requiredPowerLevel()).isNull();
    assertThat(message(3).event().prevEvents())
        .containsExactly(new EventReference(PREV.id(), null));
  }
}
