package org.matrixee.server.federation.presence.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.PresenceState;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.server.json.JsonReader;

class PresenceEduTest {
  private static final long NOW = 1_412_600_000_000L;
  private static final UserId ELLA = new UserId("@ella:there.example");
  private static final UserId FRED = new UserId("@fred:there.example");

  private static PresenceEdu read(String content) {
    return PresenceEdu.read(
        JsonReader.PDU.readObject(content.getBytes(StandardCharsets.UTF_8)), NOW);
  }

  private static List<UserPresence> pushed(String entry) {
    return read("{\"push\": [" + entry + "]}").push();
  }

  @Test
  void everythingIsCarriedAndTimesAreCountedFromTheSending() {
    UserPresence ella =
        new UserPresence(
            ELLA,
            new Presence(PresenceState.FREE_FOR_CHAT, "in \"Rome\"", NOW - 5000),
            "Ella \uD83D\uDE00",
            "mxc://there.example/a");
    UserPresence fred = new UserPresence(FRED, Presence.NEVER, null, null);
    JsonObject content = PresenceEdu.push(List.of(ella, fred), NOW + 1000);
    assertThat(content.getJsonArray("push").getJsonObject(0).getInt("last_active_ago"))
        .isEqualTo(6000);
    assertThat(content.getJsonArray("push").getJsonObject(1).keySet())
        .containsExactlyInAnyOrder("user_id", "presence");
    PresenceEdu read = PresenceEdu.read(content, NOW + 1000);
    assertThat(read).isEqualTo(new PresenceEdu(List.of(ella, fred), List.of(), List.of()));
  }

  @Test
  void questionsAreReadAsTheyAreWritten() {
    assertThat(PresenceEdu.read(PresenceEdu.poll(List.of(ELLA, FRED)), NOW))
        .isEqualTo(new PresenceEdu(List.of(), List.of(ELLA, FRED), List.of()));
    assertThat(PresenceEdu.read(PresenceEdu.unpoll(List.of(FRED)), NOW))
        .isEqualTo(new PresenceEdu(List.of(), List.of(), List.of(FRED)));
    assertThat(read("{}")).isEqualTo(new PresenceEdu(List.of(), List.of(), List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "offline,OFFLINE",
    "unavailable,UNAVAILABLE",
    "online,ONLINE",
    "free_for_chat,FREE_FOR_CHAT",
    "hidden,OFFLINE"
  })
  void everyStateIsKnown(String word, PresenceState state) {
    assertThat(pushed("{\"user_id\": \"@ella:there.example\", \"presence\": \"" + word + "\"}"))
        .containsExactly(new UserPresence(ELLA, new Presence(state, null, null), null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "17",
        "null",
        "[]",
        "\"@ella:there.example\"",
        "{}",
        "{\"presence\": \"online\"}",
        "{\"user_id\": \"@ella:there.example\"}",
        "{\"user_id\": \"@ella:there.example\", \"presence\": \"busy\"}",
        "{\"user_id\": \"@ella:there.example\", \"presence\": \"ONLINE\"}",
        "{\"user_id\": \"@ella:there.example\", \"presence\": 1}",
        "{\"user_id\": \"@ella:there.example\", \"presence\": null}",
        "{\"user_id\": \"ella\", \"presence\": \"online\"}",
        "{\"user_id\": \"\", \"presence\": \"online\"}",
        "{\"user_id\": 1, \"presence\": \"online\"}",
        "{\"user_id\": [], \"presence\": \"online\"}",
        "{\"user_id\": \"@ella:there.example\", \"presence\": \"online\", \"status_msg\": 1}",
        "{\"user_id\": \"@ella:there.example\", \"presence\": \"online\", \"displayname\": {}}",
        "{\"user_id\": \"@ella:there.example\", \"presence\": \"online\", \"avatar_url\": []}",
        "{\"user_id\": \"@ella:there.example\", \"presence\": \"online\", \"last_active_ago\": -1}",
        "{\"user_id\": \"@ella:there.example\", \"presence\": \"online\","
            + " \"last_active_ago\": \"1\"}",
        "{\"user_id\": \"@ella:there.example\", \"presence\": \"online\", \"last_active_ago\":"
            + " true}"
      })
  void entryOfTheWrongFormIsPassedOverAndTheOthersCount(String wrong) {
    assertThat(pushed(wrong + ", {\"user_id\": \"@fred:there.example\", \"presence\": \"online\"}"))
        .extracting(UserPresence::user)
        .containsExactly(FRED);
  }

  @Test
  void whatIsNullIsUnset() {
    assertThat(
            pushed(
                "{\"user_id\": \"@ella:there.example\", \"presence\": \"online\","
                    + " \"status_msg\": null, \"displayname\": null, \"avatar_url\": null,"
                    + " \"last_active_ago\": null, \"unknown\": {\"a\": []}}"))
        .containsExactly(
            new UserPresence(ELLA, new Presence(PresenceState.ONLINE, null, null), null, null));
  }

  @Test
  void textsAreAsLongAsOurOwnMayBeAndNoLonger() {
    String form =
        "{\"user_id\": \"@ella:there.example\", \"presence\": \"online\", \"%s\": \"%s\"}";
    for (Object[] each :
        new Object[][] {
          {"status_msg", PresenceEdu.MAX_STATUS},
          {"displayname", PresenceEdu.MAX_NAME},
          {"avatar_url", PresenceEdu.MAX_NAME}
        }) {
      int most = (int) each[1];
      assertThat(pushed(form.formatted(each[0], "x".repeat(most)))).hasSize(1);
      assertThat(pushed(form.formatted(each[0], "x".repeat(most + 1)))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"0,1412600000000", "9007199254740991,0", "1412600000000,0", "5,1412599999995"})
  void timesAreWithinTheClock(String ago, long lastActive) {
    assertThat(
            pushed(
                    "{\"user_id\": \"@ella:there.example\", \"presence\": \"online\","
                        + " \"last_active_ago\": "
                        + ago
                        + "}")
                .get(0)
                .presence()
                .lastActive())
        .isEqualTo(lastActive);
  }

  @ParameterizedTest
  @ValueSource(strings = {"push", "poll", "unpoll"})
  void listThatIsNoneOrTooLongSpoilsTheWhole(String key) {
    String one = key.equals("push") ? "{}" : "\"@ella:there.example\"";
    String most = String.join(",", Collections.nCopies(PresenceEdu.MOST_ENTRIES, one));
    read("{\"" + key + "\": [" + most + "]}");
    for (String wrong : List.of("{}", "null", "1", "\"x\"", "true", "[" + most + "," + one + "]")) {
      assertThatThrownBy(() -> read("{\"" + key + "\": " + wrong + "}"))
          .isInstanceOfSatisfying(
              MatrixException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.M_BAD_JSON));
    }
  }

  @Test
  void usersThatAreNoneAreNotAskedFor() {
    assertThat(
            read("{\"poll\": [1, null, \"\", \"ella\", \"@:x\", [], \"@ella:there.example\"]}")
                .poll())
        .containsExactly(ELLA);
  }
}
