package org.matrixee.server.authorization.rules;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersions;

class RestrictedJoinTest {
  private static final String ALLOW =
      "'allow':[{'type':'m.room_membership','room_id':'!a:x.example'},"
          + "{'type':'m.room_membership','room_id':'nothing'},"
          + "{'type':'org.example','room_id':'!b:x.example'},{'type':'m.room_membership'},7,"
          + "{'type':'m.room_membership','room_id':'!c'}]";

  private static Set<RoomId> allowed(String version, String content) {
    AuthRules.EventGraph rules =
        (AuthRules.EventGraph) RoomVersions.get(new RoomVersion(version)).auth();
    JsonObject json = Json.createReader(new StringReader(content.replace('\'', '"'))).readObject();
    Event event =
        new Event(
            new EventId("$j"),
            new RoomId("!r:x.example"),
            EventType.JOIN_RULES,
            "",
            new UserId("@a:x.example"),
            new ServerName("x.example"),
            1,
            1,
            List.of(),
            List.of(),
            null,
            null,
            null,
            json,
            JsonValue.EMPTY_JSON_OBJECT);
    return RestrictedJoin.allowedRooms(
        rules, new StateMap(Map.of(StateTuple.of(EventType.JOIN_RULES), event)));
  }

  @ParameterizedTest
  @CsvSource({
    "7,restricted,false",
    "8,restricted,true",
    "9,knock_restricted,false",
    "10,knock_restricted,true",
    "12,restricted,true",
    "12,invite,false",
    "12,public,false",
    "12,knock,false",
    "12,unheard_of,false"
  })
  void onlyRestrictedRoomsAskForOtherRooms(String version, String rule, boolean asks) {
    Set<RoomId> allowed = allowed(version, "{'join_rule':'" + rule + "'," + ALLOW + "}");
    assertThat(allowed)
        .isEqualTo(asks ? Set.of(new RoomId("!a:x.example"), new RoomId("!c")) : Set.<RoomId>of());
  }

  @Test
  void whatNamesNoRoomsLetsNobodyIn() {
    assertThat(allowed("12", "{'join_rule':'restricted'}")).isEmpty();
    assertThat(allowed("12", "{'join_rule':'restricted','allow':7}")).isEmpty();
    assertThat(allowed("12", "{'join_rule':7," + ALLOW + "}")).isEmpty();
    AuthRules.EventGraph rules =
        (AuthRules.EventGraph) RoomVersions.get(new RoomVersion("12")).auth();
    assertThat(RestrictedJoin.allowedRooms(rules, StateMap.EMPTY)).isEmpty();
  }
}
