package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Servers;

/** Edits, threads, references and reactions over the current client API (v1.19). */
class CurrentRelationsIT {
  private static final String V1 = "/_matrix/client/v1";

  private static MatrixServer server;

  private Client anna;
  private Client bert;
  private CurrentRoom room;
  private CurrentRoom his;

  @BeforeAll
  static void start() {
    server = Servers.shared();
  }

  @BeforeEach
  void make() {
    anna = CurrentRoom.client(server.fresh("anna"));
    bert = CurrentRoom.client(server.fresh("bert"));
    room = CurrentRoom.create(anna, "preset", "public_chat");
    his = room.as(bert);
    his.join().ok();
  }

  private static ObjectNode content(String body, String relType, String parent, Object... more) {
    ObjectNode relates = Json.of("rel_type", relType, "event_id", parent);
    relates.setAll(Json.of(more));
    ObjectNode content = Json.of("msgtype", "m.text", "body", body);
    content.set("m.relates_to", relates);
    return content;
  }

  private static Reply send(CurrentRoom room, String type, JsonNode content) {
    return room.send(type, UUID.randomUUID().toString(), content);
  }

  private static String sent(CurrentRoom room, String type, JsonNode content) {
    return send(room, type, content).ok().path("event_id").asText();
  }

  private static String relate(CurrentRoom room, String body, String relType, String parent) {
    return sent(room, "m.room.message", content(body, relType, parent));
  }

  private static ObjectNode edit(String body, String parent) {
    ObjectNode content = content("* " + body, "m.replace", parent);
    content.set("m.new_content", Json.of("msgtype", "m.text", "body", body));
    return content;
  }

  private static String edits(CurrentRoom room, String body, String parent) {
    return sent(room, "m.room.message", edit(body, parent));
  }

  private static Reply react(CurrentRoom room, String parent, String key) {
    ObjectNode content = Json.of();
    content.set(
        "m.relates_to", Json.of("rel_type", "m.annotation", "event_id", parent, "key", key));
    return send(room, "m.reaction", content);
  }

  private static Reply relations(CurrentRoom room, String rest) {
    return v1(room, "relations/" + rest);
  }

  private static Reply v1(CurrentRoom room, String rest) {
    return room.client().withPrefix(V1).get("/rooms/" + Client.encode(room.id()) + "/" + rest);
  }

  private static List<String> ids(JsonNode page) {
    return Json.texts(page.path("chunk"), "event_id");
  }

  private static JsonNode told(CurrentRoom room, String event) {
    JsonNode found = room.get("event/" + Client.encode(event)).ok();
    return found.path("unsigned").path("m.relations");
  }

  @Test
  void childrenArePagedAndChosen() {
    String parent = room.say("parent");
    String one = relate(room, "one", "m.thread", parent);
    String two = relate(his, "two", "m.reference", parent);
    String three = sent(his, "m.sticker", content("three", "m.thread", parent));
    String reaction = react(his, parent, "+1").ok().path("event_id").asText();
    relate(room, "elsewhere", "m.thread", room.say("other"));
    String of = Client.encode(parent);
    assertThat(ids(relations(room, of).ok())).containsExactly(reaction, three, two, one);
    assertThat(ids(relations(room, of + "?dir=f").ok())).containsExactly(one, two, three, reaction);
    assertThat(ids(relations(room, of + "/m.thread").ok())).containsExactly(three, one);
    assertThat(ids(relations(room, of + "/m.thread/m.sticker").ok())).containsExactly(three);
    JsonNode first = relations(room, of + "?limit=3").ok();
    assertThat(ids(first)).containsExactly(reaction, three, two);
    assertThat(first.has("prev_batch")).isFalse();
    assertThat(first.has("recursion_depth")).isFalse();
    String next = first.path("next_batch").asText();
    JsonNode second = relations(room, of + "?limit=3&from=" + next).ok();
    assertThat(ids(second)).containsExactly(one);
    assertThat(second.has("next_batch")).isFalse();
    assertThat(second.path("prev_batch").asText()).isEqualTo(next);
    assertThat(ids(relations(room, of + "?to=" + next).ok())).containsExactly(reaction, three, two);
    assertThat(ids(relations(room, Client.encode(one)).ok())).isEmpty();
    room.redact(three).ok();
    assertThat(ids(relations(room, of + "/m.thread").ok())).containsExactly(one);
  }

  @Test
  void whatRelatesByOthersIsFoundIfAskedFor() {
    String parent = room.say("parent");
    String child = relate(room, "child", "m.thread", parent);
    String edit = edits(room, "edited", child);
    String deep = relate(his, "deep", "m.reference", edit);
    relate(his, "too deep", "m.reference", deep);
    String of = Client.encode(parent);
    JsonNode all = relations(room, of + "?recurse=true").ok();
    assertThat(ids(all)).containsExactly(deep, edit, child);
    assertThat(all.path("recursion_depth").asInt()).isEqualTo(3);
    JsonNode some = relations(room, of + "/m.replace?recurse=true").ok();
    assertThat(ids(some)).containsExactly(edit);
    JsonNode direct = relations(room, of + "?recurse=false").ok();
    assertThat(ids(direct)).containsExactly(child);
    assertThat(direct.has("recursion_depth")).isTrue();
  }

  @Test
  void badQuestionsAreRefused() {
    String of = Client.encode(room.say("parent"));
    relations(room, of + "?limit=0").refused(400, "M_INVALID_PARAM");
    relations(room, of + "?limit=x").refused(400, "M_INVALID_PARAM");
    relations(room, of + "?from=nowhere").refused(400, "M_INVALID_PARAM");
    relations(room, of + "?dir=x").refused(400, "M_INVALID_PARAM");
    relations(room, of + "?recurse=yes").refused(400, "M_INVALID_PARAM");
    relations(room, "$nothing").refused(404, "M_NOT_FOUND");
    Client carl = CurrentRoom.client(server.fresh("carl"));
    relations(room.as(carl), of).refused(404, "M_NOT_FOUND");
    v1(room, "threads?limit=0").refused(400, "M_INVALID_PARAM");
    v1(room, "threads?from=x").refused(400, "M_INVALID_PARAM");
    v1(room, "threads?include=mine").refused(400, "M_INVALID_PARAM");
    v1(room.as(carl), "threads").refused(403, "M_FORBIDDEN");
    // Not by as(): that is the other version of the API.
    Client nobody = anna.withToken("").withPrefix(V1);
    String path = "/rooms/" + Client.encode(room.id());
    nobody.get(path + "/threads").refused(401, "M_MISSING_TOKEN");
    nobody.get(path + "/relations/" + of).refused(401, "M_MISSING_TOKEN");
  }

  @Test
  void newestValidEditIsTold() {
    String original = room.say("first");
    assertThat(told(room, original).isMissingNode()).isTrue();
    String one = edits(room, "second", original);
    String two = edits(room, "third", original);
    edits(his, "forged", original);
    relate(room, "without content", "m.replace", original);
    sent(room, "m.other", edit("other type", original));
    JsonNode edit = told(his, original).path("m.replace");
    assertThat(edit.path("event_id").asText()).isEqualTo(two);
    assertThat(edit.path("content").path("m.new_content").path("body").asText()).isEqualTo("third");
    assertThat(edit.path("sender").asText()).isEqualTo(anna.userId());
    JsonNode whole = room.get("event/" + Client.encode(original)).ok();
    assertThat(whole.path("content").path("body").asText()).isEqualTo("first");
    // An edit cannot be edited.
    edits(room, "edit of an edit", two);
    assertThat(told(room, two).isMissingNode()).isTrue();
    room.redact(two).ok();
    assertThat(told(room, original).path("m.replace").path("event_id").asText()).isEqualTo(one);
    room.redact(original).ok();
    assertThat(told(room, original).has("m.replace")).isFalse();
  }

  @Test
  void threadIsSummedUpWithItsRoot() {
    String root = room.say("root");
    relate(room, "one", "m.thread", root);
    String last = relate(room, "two", "m.thread", root);
    String edit = edits(room, "two and a half", last);
    JsonNode thread = told(his, root).path("m.thread");
    assertThat(thread.path("count").asInt()).isEqualTo(2);
    assertThat(thread.path("current_user_participated").asBoolean()).isFalse();
    assertThat(thread.path("latest_event").path("event_id").asText()).isEqualTo(last);
    JsonNode ofLatest = thread.path("latest_event").path("unsigned").path("m.relations");
    assertThat(ofLatest.path("m.replace").path("event_id").asText()).isEqualTo(edit);
    assertThat(told(room, root).path("m.thread").path("current_user_participated").asBoolean())
        .isTrue();
    String own = relate(his, "three", "m.thread", root);
    thread = told(his, root).path("m.thread");
    assertThat(thread.path("current_user_participated").asBoolean()).isTrue();
    assertThat(thread.path("count").asInt()).isEqualTo(3);
    room.redact(own).ok();
    thread = told(his, root).path("m.thread");
    assertThat(thread.path("count").asInt()).isEqualTo(2);
    assertThat(thread.path("latest_event").path("event_id").asText()).isEqualTo(last);
    // What relates to something else begins no thread.
    ObjectNode nested = content("nested", "m.thread", last);
    send(room, "m.room.message", nested).refused(400, "M_UNKNOWN");
    send(room, "m.room.message", content("into the blue", "m.thread", "$unknown")).ok();
    ObjectNode reply = Json.of("msgtype", "m.text", "body", "reply");
    reply.set("m.relates_to", Json.of("m.in_reply_to", Json.of("event_id", root)));
    String answer = sent(room, "m.room.message", reply);
    relate(room, "below a reply", "m.thread", answer);
    assertThat(told(room, answer).path("m.thread").path("count").asInt()).isEqualTo(1);
  }

  @Test
  void pagesTellWhatEventsOfThemHave() {
    String one = room.say("one");
    String two = room.say("two");
    String edit = edits(room, "one!", one);
    String reference = relate(his, "see there", "m.reference", two);
    JsonNode chunk = room.get("messages?dir=b&limit=20").ok().path("chunk");
    assertThat(relationsOf(chunk, one).path("m.replace").path("event_id").asText()).isEqualTo(edit);
    assertThat(relationsOf(chunk, two))
        .isEqualTo(
            Json.of("m.reference", Json.of("chunk", Json.list(Json.of("event_id", reference)))));
    assertThat(relationsOf(chunk, edit).isMissingNode()).isTrue();
    JsonNode context = room.get("context/" + Client.encode(two) + "?limit=10").ok();
    assertThat(context.path("event").path("unsigned").path("m.relations").has("m.reference"))
        .isTrue();
    assertThat(relationsOf(context.path("events_before"), one).has("m.replace")).isTrue();
    String child = relate(room, "child", "m.thread", one);
    edits(room, "child!", child);
    JsonNode children = relations(room, Client.encode(one) + "/m.thread").ok().path("chunk");
    assertThat(relationsOf(children, child).has("m.replace")).isTrue();
  }

  private static JsonNode relationsOf(JsonNode events, String id) {
    return Json.where(events, event -> event.path("event_id").asText().equals(id))
        .get(0)
        .path("unsigned")
        .path("m.relations");
  }

  @Test
  void threadsAreListed() {
    String early = room.say("early");
    String late = room.say("late");
    relate(room, "a", "m.thread", late);
    relate(his, "b", "m.thread", early);
    relate(room, "nobody knows", "m.thread", "$unknown");
    JsonNode all = v1(room, "threads").ok();
    assertThat(ids(all)).containsExactly(early, late);
    assertThat(all.has("next_batch")).isFalse();
    assertThat(relationsOf(all.path("chunk"), early).path("m.thread").path("count").asInt())
        .isEqualTo(1);
    relate(room, "c", "m.thread", late);
    assertThat(ids(v1(room, "threads").ok())).containsExactly(late, early);
    assertThat(ids(v1(his, "threads?include=participated").ok())).containsExactly(early);
    assertThat(ids(v1(room, "threads?include=participated").ok())).containsExactly(late, early);
    relate(room, "d", "m.thread", early);
    relate(room, "e", "m.thread", late);
    JsonNode first = v1(room, "threads?limit=1").ok();
    assertThat(ids(first)).containsExactly(late);
    JsonNode second = v1(room, "threads?limit=1&from=" + first.path("next_batch").asText()).ok();
    assertThat(ids(second)).containsExactly(early);
  }

  @Test
  void nobodySaysTheSameTwice() {
    String parent = room.say("parent");
    String first = react(his, parent, "+1").ok().path("event_id").asText();
    react(his, parent, "+1").refused(400, "M_DUPLICATE_ANNOTATION");
    react(his, parent, "-1").ok();
    react(room, parent, "+1").ok();
    react(his, room.say("other"), "+1").ok();
    ObjectNode other = Json.of();
    other.set("m.relates_to", Json.of("rel_type", "m.annotation", "event_id", parent, "key", "+1"));
    send(his, "m.other", other).ok();
    // A repeat of the same request is answered as it was.
    String txnId = UUID.randomUUID().toString();
    String again = his.send("m.third", txnId, other).ok().toString();
    assertThat(his.send("m.third", txnId, other).ok().toString()).isEqualTo(again);
    his.redact(first).ok();
    react(his, parent, "+1").ok();
    his.post("leave", Json.of()).ok();
    react(his, parent, "+1").refused(403, "M_FORBIDDEN");
    assertThat(told(room, parent).isMissingNode()).isTrue();
  }

  @Test
  void whoHasLeftIsToldNothingNewer() {
    String parent = room.say("parent");
    String before = edits(room, "before", parent);
    relate(room, "in time", "m.thread", parent);
    his.post("leave", Json.of()).ok();
    edits(room, "after", parent);
    relate(room, "too late", "m.thread", parent);
    JsonNode told = told(his, parent);
    assertThat(told.path("m.replace").path("event_id").asText()).isEqualTo(before);
    assertThat(told.path("m.thread").path("count").asInt()).isEqualTo(1);
    assertThat(ids(relations(his, Client.encode(parent)).ok())).hasSize(2);
    assertThat(
            v1(his, "threads")
                .ok()
                .path("chunk")
                .get(0)
                .path("unsigned")
                .path("m.relations")
                .path("m.thread")
                .path("count")
                .asInt())
        .isEqualTo(1);
  }
}
