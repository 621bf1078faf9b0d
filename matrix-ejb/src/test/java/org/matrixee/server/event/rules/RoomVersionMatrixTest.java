package org.matrixee.server.event.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.federation.PublishedKey;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.JsonStrictness;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersionRules;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.model.room.StateResolution;
import org.matrixee.server.fixtures.GraphRoom;
import org.matrixee.server.fixtures.Texts;
import org.matrixee.server.fixtures.Users;
import org.matrixee.server.json.JsonReader;

/** What each room version consists of, and what follows from its JSON and signing rules. */
@DisplayName("room versions as values")
class RoomVersionMatrixTest {
  private static final long DAY = 24 * 60 * 60 * 1000L;

  private static RoomVersionRules rules(String version) {
    return RoomVersions.get(new RoomVersion(version));
  }

  @ParameterizedTest(name = "version {0}")
  @CsvSource({
    "2014, PAIRS_2014, PDU_ID_AND_ORIGIN, INTEGER_VALUES, false, false, tree",
    "1, REFERENCE_PAIRS, LOCALPART_AND_SERVER, LENIENT, true, false, v1",
    "2, REFERENCE_PAIRS, LOCALPART_AND_SERVER, LENIENT, true, false, v2",
    "3, ID_LISTS, HASH, LENIENT, false, false, v2",
    "4, ID_LISTS, URL_SAFE_HASH, LENIENT, false, false, v2",
    "5, ID_LISTS, URL_SAFE_HASH, LENIENT, false, true, v2",
    "6, ID_LISTS, URL_SAFE_HASH, STRICT, false, true, v2",
    "7, ID_LISTS, URL_SAFE_HASH, STRICT, false, true, v2",
    "8, ID_LISTS, URL_SAFE_HASH, STRICT, false, true, v2",
    "9, ID_LISTS, URL_SAFE_HASH, STRICT, false, true, v2",
    "10, ID_LISTS, URL_SAFE_HASH, STRICT, false, true, v2",
    "11, ID_LISTS_REDACTS_IN_CONTENT, URL_SAFE_HASH, STRICT, false, true, v2",
    "12, ID_LISTS_CREATE_WITHOUT_ROOM, URL_SAFE_HASH, STRICT, false, true, v2.1"
  })
  void matrix(
      String version,
      String format,
      String ids,
      String json,
      boolean eventIdServer,
      boolean keyValidity,
      String resolution) {
    RoomVersionRules rules = rules(version);
    assertThat(rules.pduFormat()).hasToString(format);
    assertThat(rules.eventIds()).hasToString(ids);
    assertThat(rules.json()).hasToString(json);
    assertThat(rules.signing().byEventIdServer()).isEqualTo(eventIdServer);
    assertThat(rules.signing().keyValidity()).isEqualTo(keyValidity);
    assertThat(name(rules.stateResolution())).isEqualTo(resolution);
  }

  private static String name(StateResolution resolution) {
    if (resolution instanceof StateResolution.V2 v2) {
      assertThat(v2.emptyStart()).isEqualTo(v2.conflictedSubgraph());
      return v2.emptyStart() ? "v2.1" : "v2";
    }
    return resolution instanceof StateResolution.V1 ? "v1" : "tree";
  }

  @Test
  void onlyVersionsOfTheSpecificationAreRecognised() {
    for (String id : Set.of("1", "12")) {
      assertThat(RoomVersions.isSpecified(id)).isTrue();
    }
    for (String id : Set.of("2014", "0", "13", "", "01", "org.x")) {
      assertThat(RoomVersions.isSpecified(id)).isFalse();
    }
  }

  @ParameterizedTest(name = "{0}: lenient {1}, strict {2}")
  @CsvSource({
    "1, 1, 1",
    "-0, 0, 0",
    "1.0, 1.0, none",
    "50.57, 50.57, none",
    "1e1, 10.0, none",
    "1.5e1, 15.0, none",
    "1e15, 1000000000000000.0, none",
    "1e16, 1e+16, none",
    "1.25e22, 1.25e+22, none",
    "0.0001, 0.0001, none",
    "0.00001, 1e-05, none",
    "-1.5e-7, -1.5e-07, none",
    "0.1, 0.1, none",
    "0.30000000000000004, 0.30000000000000004, none",
    "2.5E-300, 2.5e-300, none",
    "0.0, 0.0, none",
    "9007199254740991, 9007199254740991, 9007199254740991",
    "9007199254740992, 9007199254740992, none",
    "-123456789012345678901234567890, -123456789012345678901234567890, none"
  })
  void numbers(String written, String lenient, String strict) {
    JsonObject object =
        JsonReader.PDU_AS_WRITTEN.readObject(
            ("{\"a\":" + written + "}").getBytes(StandardCharsets.UTF_8));
    assertThat(text(object, JsonStrictness.LENIENT)).isEqualTo("{\"a\":" + lenient + "}");
    if (strict.equals("none")) {
      assertThatThrownBy(() -> text(object, JsonStrictness.STRICT))
          .isInstanceOf(MatrixException.class);
    } else {
      assertThat(text(object, JsonStrictness.STRICT)).isEqualTo("{\"a\":" + strict + "}");
    }
  }

  private static String text(JsonObject object, JsonStrictness strictness) {
    return new String(CanonicalJson.write(object, strictness), StandardCharsets.UTF_8);
  }

  @Test
  void serverOfTheSenderSignsAndInVersions1And2ThatOfTheEventId() {
    for (int version = 1; version <= 12; version++) {
      GraphRoom room = GraphRoom.of(version);
      Event message = room.event(EventType.MESSAGE, null, Users.DORA, "{}");
      assertThat(RequiredSigners.of(message, room.rules())).containsExactly(Users.FARAWAY);
    }
    Event foreignId = withId(GraphRoom.of(1), "$x:elsewhere.org");
    assertThat(RequiredSigners.of(foreignId, rules("2")))
        .containsExactlyInAnyOrder(Users.EXAMPLE, new ServerName("elsewhere.org"));
    assertThat(RequiredSigners.of(foreignId, rules("3"))).containsExactly(Users.EXAMPLE);
    assertThat(RequiredSigners.of(foreignId, rules("2014"))).containsExactly(Users.EXAMPLE);
  }

  private static Event withId(GraphRoom room, String id) {
    JsonObject pdu =
        Texts.object(
            "{'event_id':'"
                + id
                + "','room_id':'!room:example.org','sender':'@alice:example.org','type':'x',"
                + "'content':{},'hashes':{},'signatures':{},'depth':1,'origin_server_ts':1,"
                + "'prev_events':[],'auth_events':[]}");
    return PduCodecs.of(room.rules()).decode(pdu);
  }

  @Test
  void restrictedJoinsNeedTheSignatureOfWhoAuthorisedThem() {
    for (int version = 1; version <= 12; version++) {
      GraphRoom room = GraphRoom.of(version);
      Event join =
          room.event(
              EventType.MEMBER,
              Users.DORA.value(),
              Users.DORA,
              "{'membership':'join','join_authorised_via_users_server':'@bob:example.org'}");
      Set<ServerName> expected =
          version < 8 ? Set.of(Users.FARAWAY) : Set.of(Users.FARAWAY, Users.EXAMPLE);
      assertThat(RequiredSigners.of(join, room.rules())).isEqualTo(expected);
    }
  }

  @Test
  void thirdPartyInvitesNeedNotBeSignedBySender() {
    GraphRoom room = GraphRoom.of(10);
    String content = "{'membership':'invite','third_party_invite':{}}";
    Event invite =
        room.event(EventType.MEMBER, "@x:example.org", new UserId("@y:other.org"), content);
    assertThat(RequiredSigners.of(invite, room.rules())).isEmpty();
    assertThat(RequiredSigners.of(invite, rules("2014")))
        .containsExactly(new ServerName("other.org"));
  }

  @Test
  void keysAreBelievedForSevenDaysFromVersion5() {
    PublishedKey key = new PublishedKey(new KeyId("ed25519:1"), "x", 100 * DAY, null);
    PublishedKey brief = new PublishedKey(new KeyId("ed25519:1"), "x", 5 * DAY, null);
    assertThat(KeyValidity.covers(key, DAY, 8 * DAY, rules("5"))).isTrue();
    assertThat(KeyValidity.covers(key, DAY, 8 * DAY + 1, rules("5"))).isFalse();
    assertThat(KeyValidity.covers(key, DAY, 8 * DAY + 1, rules("4"))).isTrue();
    assertThat(KeyValidity.covers(brief, DAY, 5 * DAY, rules("12"))).isTrue();
    assertThat(KeyValidity.covers(brief, DAY, 5 * DAY + 1, rules("12"))).isFalse();
  }

  @Test
  void retiredKeysCoverWhatIsOlder() {
    PublishedKey retired = new PublishedKey(new KeyId("ed25519:0"), "x", 0, 10 * DAY);
    for (String version : Set.of("1", "5", "12")) {
      assertThat(KeyValidity.covers(retired, DAY, 10 * DAY, rules(version))).isTrue();
      assertThat(KeyValidity.covers(retired, DAY, 10 * DAY + 1, rules(version))).isFalse();
    }
  }

  @Test
  void anySignatureOfAnyServerCountsForAKey() {
    JsonObject signed = JsonSigning.sign(Texts.object("{'a':1}"), Users.SIGNER);
    String key = Users.SIGNER.verifyKey().base64();
    assertThat(JsonSigning.anyVerifies(signed, key)).isTrue();
    assertThat(JsonSigning.anyVerifies(signed, key.replace('+', '-').replace('/', '_'))).isTrue();
    assertThat(JsonSigning.anyVerifies(signed, "nonsense")).isFalse();
    assertThat(
            JsonSigning.anyVerifies(
                JsonValues.PROVIDER.createObjectBuilder(signed).add("a", 2).build(), key))
        .isFalse();
    assertThat(
            JsonSigning.anyVerifies(
                JsonValues.PROVIDER.createObjectBuilder(signed).remove("signatures").build(), key))
        .isFalse();
  }

  @Test
  void roomRulesAreMadeOnce() {
    RoomRules seven = RoomRules.of(new RoomVersion("7"));
    assertThat(RoomRules.of(new RoomVersion("7"))).isSameAs(seven);
    assertThat(seven.version()).isEqualTo(rules("7"));
    byte[] bytes = seven.canonical(Texts.object("{'b':1,'a':2}"));
    assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("{\"a\":2,\"b\":1}");
    assertThatThrownBy(() -> RoomRules.of(new RoomVersion("13")))
        .isInstanceOf(IllegalStateException.class);
  }
}
