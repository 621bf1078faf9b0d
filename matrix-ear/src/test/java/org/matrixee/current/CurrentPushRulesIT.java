package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Servers;

/** Push rules, and the unread counts that come of them (v1.19, "Push notifications"). */
class CurrentPushRulesIT {
  private static final String RULES = "/pushrules/global/";
  private static MatrixServer server;

  private Client anna;
  private Client bert;
  private CurrentRoom room;

  @BeforeAll
  static void start() {
    server = Servers.shared();
  }

  @BeforeEach
  void make() {
    anna = CurrentRoom.client(server.fresh("anna"));
    bert = CurrentRoom.client(server.fresh("bert"));
    room = CurrentRoom.create(anna, "preset", "public_chat");
    room.as(bert).join().ok();
  }

  private static JsonNode actions(Object... actions) {
    return Json.of("actions", Json.list(actions));
  }

  private static String order(JsonNode rules) {
    return String.join(" ", Json.texts(rules, "rule_id"));
  }

  @Test
  void predefinedRulesAreThereAndCanBeSet() {
    JsonNode rules = anna.get("/pushrules/").ok().path("global");
    assertThat(anna.get("/pushrules/global/").ok()).isEqualTo(rules);
    assertThat(Json.texts(rules.path("override"), "rule_id"))
        .startsWith(".m.rule.master", ".m.rule.suppress_notices")
        .contains(".m.rule.is_user_mention");
    JsonNode master = anna.get(RULES + "override/.m.rule.master").ok();
    assertThat(master.path("enabled").asBoolean()).isFalse();
    assertThat(master.path("default").asBoolean()).isTrue();
    anna.put(RULES + "override/.m.rule.master/enabled", Json.of("enabled", true)).ok();
    assertThat(anna.get(RULES + "override/.m.rule.master/enabled").ok())
        .isEqualTo(Json.of("enabled", true));
    anna.put(RULES + "underride/.m.rule.message/actions", actions()).ok();
    assertThat(anna.get(RULES + "underride/.m.rule.message/actions").ok()).isEqualTo(actions());
    assertThat(bert.get(RULES + "override/.m.rule.master/enabled").ok())
        .isEqualTo(Json.of("enabled", false));
  }

  @Test
  void ownRulesComeAndGoInTheirOrder() {
    JsonNode cake = Json.of("pattern", "cake", "actions", Json.list("notify"));
    anna.put(RULES + "content/first", cake).ok();
    anna.put(RULES + "content/second", cake).ok();
    anna.put(RULES + "content/third?after=second", cake).ok();
    anna.put(RULES + "content/fourth?before=first", cake).ok();
    JsonNode content = anna.get("/pushrules/global/").ok().path("content");
    assertThat(order(content)).isEqualTo("second third fourth first");
    assertThat(content.get(0).path("enabled").asBoolean()).isTrue();
    assertThat(content.get(0).path("default").asBoolean()).isFalse();
    anna.put(RULES + "content/third/enabled", Json.of("enabled", false)).ok();
    anna.put(RULES + "content/third", Json.of("pattern", "pie", "actions", Json.list())).ok();
    JsonNode changed = anna.get(RULES + "content/third").ok();
    assertThat(changed.path("pattern").asText()).isEqualTo("pie");
    assertThat(changed.path("enabled").asBoolean()).isFalse();
    anna.delete(RULES + "content/third").ok();
    anna.get(RULES + "content/third").refused(404, "M_NOT_FOUND");
    anna.put(
            RULES + "override/mine",
            Json.of("conditions", Json.list(), "actions", Json.list("notify")))
        .ok();
    assertThat(order(anna.get("/pushrules/global/").ok().path("override")))
        .startsWith(".m.rule.master mine .m.rule.suppress_notices");
  }

  @Test
  void rulesThatMakeNoSenseAreRefused() {
    JsonNode cake = Json.of("pattern", "cake", "actions", Json.list("notify"));
    anna.put(RULES + "content/.mine", cake).refused(400, "M_INVALID_PARAM");
    anna.put(RULES + "content/a%5Cb", cake).refused(400, "M_INVALID_PARAM");
    anna.put(RULES + "nothing/mine", cake).refused(400, "M_INVALID_PARAM");
    anna.put(RULES + "content/mine?before=none", cake).refused(400, "M_UNKNOWN");
    anna.put(RULES + "override/mine?after=.m.rule.master", actions())
        .refused(400, "M_INVALID_PARAM");
    anna.put(RULES + "content/mine", Json.of("actions", Json.list())).refused(400, "M_BAD_JSON");
    anna.put(RULES + "content/mine", Json.of("pattern", "x")).refused(400, "M_MISSING_PARAM");
    anna.put(RULES + "override/mine", Json.of("actions", Json.list(1))).refused(400, "M_BAD_JSON");
    anna.put(RULES + "override/mine", Json.of("actions", Json.list(), "conditions", Json.list("x")))
        .refused(400, "M_BAD_JSON");
    for (JsonNode odd :
        List.of(
            Json.of("kind", "room_member_count", "is", 2),
            Json.of("kind", "event_match", "key", Json.list(), "pattern", "x"),
            Json.of("kind", "event_match", "key", "type", "pattern", Json.of()),
            Json.of("kind", "event_property_is", "key", "type", "value", Json.of()))) {
      anna.put(
              RULES + "override/mine",
              Json.of("actions", Json.list(), "conditions", Json.list(odd)))
          .refused(400, "M_BAD_JSON");
    }
    anna.delete(RULES + "override/.m.rule.master").refused(400, "M_INVALID_PARAM");
    anna.delete(RULES + "content/none").refused(404, "M_NOT_FOUND");
    anna.get(RULES + "content/none/enabled").refused(404, "M_NOT_FOUND");
    anna.put(RULES + "content/none/enabled", Json.of("enabled", true)).refused(404, "M_NOT_FOUND");
    anna.put(RULES + "content/none/actions", actions()).refused(404, "M_NOT_FOUND");
  }

  @Test
  void rulesAreToldAsAccountData() {
    SyncSession session = new SyncSession(anna);
    JsonNode first = session.next().path("account_data").path("events");
    assertThat(Json.texts(first, "type")).containsExactly("m.push_rules");
    assertThat(first.get(0).path("content")).isEqualTo(anna.get("/pushrules/").ok());
    anna.put(RULES + "room/" + Client.encode(room.id()), actions()).ok();
    JsonNode told = session.news().path("account_data").path("events");
    assertThat(told.get(0).path("content").path("global").path("room")).hasSize(1);
    String path = "/user/" + Client.encode(anna.userId()) + "/account_data/m.push_rules";
    assertThat(anna.get(path).ok()).isEqualTo(anna.get("/pushrules/").ok());
  }

  private static void counts(JsonNode part, int notified, int highlighted) {
    assertThat(part.path("unread_notifications"))
        .isEqualTo(Json.of("notification_count", notified, "highlight_count", highlighted));
  }

  private String mention(String body) {
    JsonNode mentions = Json.of("user_ids", Json.list(bert.userId()));
    return room.send(
            "m.room.message",
            "m" + body.hashCode(),
            Json.of("msgtype", "m.text", "body", body, "m.mentions", mentions))
        .ok()
        .path("event_id")
        .asText();
  }

  private Reply read(String event, JsonNode body) {
    return new CurrentRoom(bert, room.id()).post("receipt/m.read/" + Client.encode(event), body);
  }

  @Test
  void whatIsUnreadIsCountedUntilItIsRead() {
    SyncSession berts = new SyncSession(bert);
    counts(SyncSession.joined(berts.next(), room), 0, 0);
    String first = room.say("one");
    counts(SyncSession.joined(berts.news(), room), 1, 0);
    mention("two");
    JsonNode part = SyncSession.joined(berts.news(), room);
    counts(part, 2, 1);
    counts(SyncSession.joined(new SyncSession(bert).next(), room), 2, 1);
    counts(SyncSession.joined(new SyncSession(anna).next(), room), 0, 0);
    read(first, Json.of()).ok();
    counts(SyncSession.joined(berts.news(), room), 1, 1);
    new CurrentRoom(bert, room.id()).say("I am here");
    counts(SyncSession.joined(berts.news(), room), 0, 0);
    counts(SyncSession.joined(new SyncSession(anna).next(), room), 1, 0);
  }

  @Test
  void mutedRoomsAndNoticesCountNothing() {
    SyncSession berts = new SyncSession(bert);
    berts.next();
    room.send("m.room.message", "n1", Json.of("msgtype", "m.notice", "body", "bot")).ok();
    counts(SyncSession.joined(berts.news(), room), 0, 0);
    bert.put(RULES + "room/" + Client.encode(room.id()), actions()).ok();
    room.say("muted");
    berts.news();
    counts(SyncSession.joined(new SyncSession(bert).next(), room), 0, 0);
    mention("but this");
    counts(SyncSession.joined(new SyncSession(bert).next(), room), 1, 1);
  }

  @Test
  void whatWasSaidBeforeOneCameInIsNotCounted() {
    room.say("before");
    Client carla = CurrentRoom.client(server.fresh("carla"));
    room.as(carla).join().ok();
    room.say("after");
    counts(SyncSession.joined(new SyncSession(carla).next(), room), 1, 0);
  }

  @Test
  void threadsAreCountedForThemselvesWhereTheClientKnowsThem() {
    String root = room.say("root");
    JsonNode relation = Json.of("rel_type", "m.thread", "event_id", root);
    JsonNode content =
        Json.of("msgtype", "m.text", "body", "in the thread", "m.relates_to", relation);
    String inThread = room.send("m.room.message", "t1", content).ok().path("event_id").asText();
    counts(SyncSession.joined(new SyncSession(bert).next(), room), 2, 0);
    JsonNode filter =
        Json.of("room", Json.of("timeline", Json.of("unread_thread_notifications", true)));
    JsonNode part =
        SyncSession.joined(new SyncSession(bert, SyncSession.filter(filter)).next(), room);
    counts(part, 1, 0);
    assertThat(part.path("unread_thread_notifications").path(root))
        .isEqualTo(Json.of("notification_count", 1, "highlight_count", 0));
    read(inThread, Json.of("thread_id", root)).ok();
    JsonNode later =
        SyncSession.joined(new SyncSession(bert, SyncSession.filter(filter)).next(), room);
    counts(later, 1, 0);
    assertThat(later.has("unread_thread_notifications")).isFalse();
    read(inThread, Json.of()).ok();
    counts(SyncSession.joined(new SyncSession(bert).next(), room), 0, 0);
  }
}
