package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.e2e.Client.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.LiveStream;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.Users;

/** Rows S-PROF: profiles, and how rooms hear of them. */
@Execution(ExecutionMode.CONCURRENT)
class ProfileRowsIT {
  private static final String PICTURE = "http://example.org/anna.png";

  private final Client anna = Users.fresh("anna");
  private final Client bert = Users.fresh("bert");

  private static String profile(Client user, String... field) {
    return path("profile", user.userId()) + path(field);
  }

  private static Reply setName(Client user, Object name) {
    return user.put(profile(user, "displayname"), Json.of("displayname", name));
  }

  private static Reply setAvatar(Client user, Object url) {
    return user.put(profile(user, "avatar_url"), Json.of("avatar_url", url));
  }

  private static boolean isMember(JsonNode event, Room room, Client user, String name) {
    return event.path("room_id").asText().equals(room.id())
        && event.path("type").asText().equals("m.room.member")
        && event.path("state_key").asText().equals(user.userId())
        && event.path("content").path("displayname").asText().equals(name);
  }

  private static List<JsonNode> memberEvents(Room room, Client user) {
    return Json.where(
        room.history(),
        event ->
            event.path("type").asText().equals("m.room.member")
                && event.path("state_key").asText().equals(user.userId()));
  }

  @Test
  @Row({"S-PROF-01", "S-PROF-04", "S-PROF-07", "S-PROF-09", "S-PROF-10"})
  void profileHasBothFieldsAndIsReadByAnyone() {
    JsonNode none = Json.parse("null");
    assertThat(Users.nobody().get(profile(anna)).ok())
        .isEqualTo(Json.of("displayname", none, "avatar_url", none));
    setName(anna, "Anna").ok();
    setAvatar(anna, PICTURE).ok();
    for (Client reader : List.of(anna, bert, Users.nobody())) {
      assertThat(Json.keys(reader.get(profile(anna)).ok())).contains("displayname", "avatar_url");
      assertThat(reader.get(profile(anna, "displayname")).ok())
          .isEqualTo(Json.of("displayname", "Anna"));
      assertThat(reader.get(profile(anna, "avatar_url")).ok())
          .isEqualTo(Json.of("avatar_url", PICTURE));
    }
    bert.get(path("profile", "@nobody-at-all:localhost")).notFound();
  }

  @Test
  @Row({"S-PROF-02", "S-PROF-06"})
  void nameIsAnyUnicodeText() {
    for (String name :
        List.of(
            "Anna \uD83D\uDE80\uD83C\uDFFD",
            "\u0622\u0646\u0627 \u05D0\u05E0\u05D4",
            "e\u0301 \u200B \u202Ex",
            "<b>\"\\\n\t",
            "long ".repeat(1000))) {
      setName(anna, name).ok();
      assertThat(bert.get(profile(anna)).ok().path("displayname").asText()).isEqualTo(name);
    }
    setName(anna, "x".repeat(8193)).badJson();
    setName(anna, "nothing\u0000").badJson();
    setName(bert, "Bert").ok();
    bert.put(profile(anna, "displayname"), Json.of("displayname", "Mallory")).forbidden();
    setName(anna, 7).badJson();
    anna.put(profile(anna, "displayname"), Json.of()).badJson();
    setName(anna, "").ok();
    assertThat(bert.get(profile(anna)).ok().path("displayname").isNull()).isTrue();
  }

  @Test
  @Row({"S-PROF-03", "S-PROF-08"})
  void avatarIsAnAddressThatNobodyRuns() {
    for (String url : List.of(PICTURE, "https://example.org:81/a?b#c", "mxc://example.org/abc")) {
      setAvatar(anna, url).ok();
      assertThat(bert.get(profile(anna)).ok().path("avatar_url").asText()).isEqualTo(url);
    }
    for (String bad :
        List.of(
            "javascript:alert(1)",
            "JavaScript://x/%0aalert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "ftp://example.org/a",
            "picture.png",
            "//example.org/a",
            "http:",
            "http://a b/",
            "http://example.org/" + "x".repeat(2048))) {
      setAvatar(anna, bad).badJson();
    }
    bert.put(profile(anna, "avatar_url"), Json.of("avatar_url", PICTURE)).forbidden();
    assertThat(bert.get(profile(anna)).ok().path("avatar_url").asText())
        .isEqualTo("mxc://example.org/abc");
    setAvatar(anna, Json.parse("null")).ok();
    assertThat(bert.get(profile(anna)).ok().path("avatar_url").isNull()).isTrue();
  }

  @Test
  @Row({"S-PROF-14", "S-PROF-16"})
  void changeReachesEveryRoomThatTheUserIsInAndNoOther() {
    Room first = bert.publicRoom().with(anna);
    Room second = anna.publicRoom().with(bert);
    Room left = bert.publicRoom().with(anna);
    left.as(anna).leave().ok();
    Room invited = bert.createRoom();
    invited.invite(anna.userId()).ok();
    LiveStream stream = bert.stream();

    setName(anna, "Anna the First").ok();
    setAvatar(anna, PICTURE).ok();

    for (Room room : List.of(first, second)) {
      stream(stream, room, "Anna the First");
      JsonNode event = room.as(bert).stateEvent("m.room.member", anna.userId());
      assertThat(event.path("content"))
          .isEqualTo(
              Json.of(
                  "membership", "join", "displayname", "Anna the First", "avatar_url", PICTURE));
      assertThat(event.path("user_id").asText()).isEqualTo(anna.userId());
      assertThat(event.path("prev_content").path("membership").asText()).isEqualTo("join");
      assertThat(memberEvents(room.as(bert), anna)).hasSizeBetween(2, 3);
    }
    assertThat(left.membership(anna)).isEqualTo("leave");
    assertThat(memberEvents(left, anna)).hasSize(2);
    assertThat(invited.membership(anna)).isEqualTo("invite");
    assertThat(memberEvents(invited, anna)).hasSize(1);
  }

  /** Waits until a room shows name and picture. */
  private void stream(LiveStream stream, Room room, String name) {
    JsonNode content = room.as(bert).stateEvent("m.room.member", anna.userId()).path("content");
    if (!content.path("displayname").asText().equals(name)
        || !content.path("avatar_url").asText().equals(PICTURE)) {
      stream.until(
          event ->
              isMember(event, room, anna, name)
                  && event.path("content").path("avatar_url").asText().equals(PICTURE));
    } else {
      stream.untilNow();
    }
  }

  @Test
  @Row({"S-PROF-14", "S-PROF-16"})
  void whatChangesNothingSendsNothing() {
    Room room = anna.publicRoom().with(bert);
    setName(anna, "Anna").ok();
    bertSees(room, "Anna");
    LiveStream stream = bert.stream();
    setName(anna, "Anna").ok();
    setAvatar(anna, "javascript:x").badJson();
    bert.put(profile(anna, "displayname"), Json.of("displayname", "Mallory")).forbidden();
    setName(anna, "Anna again").ok();
    List<JsonNode> seen = stream.until(event -> isMember(event, room, anna, "Anna again"));
    assertThat(LiveStream.roomEvents(seen)).hasSize(1);
  }

  private void bertSees(Room room, String name) {
    LiveStream stream = bert.stream();
    JsonNode now = room.as(bert).stateEvent("m.room.member", anna.userId());
    if (!now.path("content").path("displayname").asText().equals(name)) {
      stream.until(event -> isMember(event, room, anna, name));
    } else {
      // The state is told as soon as it is committed, the history only as far as it is readable.
      stream.untilNow();
    }
  }

  @Test
  @Row("S-PROF-14")
  void lastOfManyChangesStaysInEveryRoom() {
    List<Room> rooms =
        List.of(
            anna.publicRoom().with(bert),
            anna.publicRoom().with(bert),
            anna.publicRoom().with(bert));
    for (int i = 0; i <= 30; i++) {
      setName(anna, "Anna " + i).ok();
    }
    for (Room room : rooms) {
      bertSees(room, "Anna 30");
      List<String> names =
          memberEvents(room, anna).stream()
              .skip(1)
              .map(event -> event.path("content").path("displayname").asText())
              .toList();
      List<Integer> order = names.stream().map(n -> Integer.parseInt(n.substring(5))).toList();
      assertThat(order).as("each later than the one before").isSorted().doesNotHaveDuplicates();
      assertThat(order).endsWith(30);
    }
  }

  @Test
  @Row("S-PROF-14")
  void levelOfTheUserDoesNotMatter() {
    Room room = bert.publicRoom().with(anna);
    room.setState("m.room.send_event_level", "", Json.of("level", 50)).ok();
    room.as(anna).message("muted").forbidden();
    setName(anna, "Quiet").ok();
    bertSees(room, "Quiet");
  }

  @Test
  @Row("S-PROF-17")
  void memberEventsOfOurUsersCarryTheProfile() {
    setName(anna, "Anna").ok();
    setAvatar(anna, PICTURE).ok();
    Room own = anna.createRoom();
    Room joined = bert.publicRoom().with(anna);
    Room invited = bert.createRoom();
    invited.invite(anna.userId()).ok();
    for (Room room : List.of(own.as(anna), joined.as(bert), invited.as(bert))) {
      JsonNode content = room.state("m.room.member", anna.userId()).ok();
      assertThat(content.path("displayname").asText()).isEqualTo("Anna");
      assertThat(content.path("avatar_url").asText()).isEqualTo(PICTURE);
    }
    joined.as(anna).leave().ok();
    own.as(anna).invite(bert.userId()).ok();
    own.as(bert).join().ok();
    own.as(anna).kick(bert).ok();
    assertThat(joined.as(bert).state("m.room.member", anna.userId()).ok())
        .isEqualTo(Json.of("membership", "leave", "displayname", "Anna", "avatar_url", PICTURE));
    assertThat(Json.keys(own.as(anna).state("m.room.member", bert.userId()).ok()))
        .containsExactlyInAnyOrder("membership", "displayname", "avatar_url");
  }
}
