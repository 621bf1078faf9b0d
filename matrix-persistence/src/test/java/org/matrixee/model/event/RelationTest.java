package org.matrixee.model.event;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.id.EventId;

class RelationTest {
  private static JsonObject json(String text) {
    return Json.createReader(new StringReader(text.replace('\'', '"'))).readObject();
  }

  private static JsonObject relates(String relation) {
    return json("{'m.relates_to':" + relation + "}");
  }

  @Test
  void relationIsReadFromTheContent() {
    assertThat(Relation.of(relates("{'rel_type':'m.thread','event_id':'$a'}")))
        .contains(new Relation(new EventId("$a"), "m.thread", null));
    assertThat(Relation.of(relates("{'rel_type':'m.annotation','event_id':'$a','key':'+1'}")))
        .contains(new Relation(new EventId("$a"), "m.annotation", "+1"));
    assertThat(Relation.of(relates("{'rel_type':'m.annotation','event_id':'$a','key':7}")))
        .contains(new Relation(new EventId("$a"), "m.annotation", null));
    // Only annotations have keys.
    assertThat(Relation.of(relates("{'rel_type':'m.thread','event_id':'$a','key':'+1'}")))
        .contains(new Relation(new EventId("$a"), "m.thread", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "7",
        "[]",
        "null",
        "{'m.in_reply_to':{'event_id':'$a'}}",
        "{'rel_type':'m.thread'}",
        "{'rel_type':7,'event_id':'$a'}",
        "{'rel_type':'','event_id':'$a'}",
        "{'rel_type':'m.thread','event_id':7}",
        "{'rel_type':'m.thread','event_id':''}",
        "{'rel_type':'m.thread','event_id':'a b'}",
        "{'event_id':'$a'}"
      })
  void whatMakesNoSenseIsNoRelation(String relation) {
    assertThat(Relation.of(relates(relation))).isEmpty();
  }

  @Test
  void longTextsAreNoRelations() {
    String longText = "x".repeat(256);
    assertThat(Relation.of(relates("{'rel_type':'m.thread','event_id':'" + longText + "'}")))
        .isEmpty();
    assertThat(Relation.of(relates("{'rel_type':'" + longText + "','event_id':'$a'}"))).isEmpty();
    assertThat(Relation.of(relates("{'rel_type':'" + "x".repeat(255) + "','event_id':'$a'}")))
        .isPresent();
    assertThat(Relation.of(JsonValue.EMPTY_JSON_OBJECT)).isEmpty();
  }

  @Test
  void editNeedsNewContent() {
    Relation edit = new Relation(new EventId("$a"), Relation.REPLACE, null);
    JsonObject none = JsonValue.EMPTY_JSON_OBJECT;
    JsonObject text = json("{'m.new_content':'text'}");
    JsonObject whole = json("{'m.new_content':{}}");
    assertThat(edit.isComplete("m.room.message", false, none)).isFalse();
    assertThat(edit.isComplete("m.room.message", false, text)).isFalse();
    assertThat(edit.isComplete("m.room.message", false, whole)).isTrue();
    assertThat(edit.isComplete("m.room.encrypted", false, none)).isTrue();
    assertThat(edit.isComplete("m.room.message", true, whole)).isFalse();
    assertThat(edit.isComplete("m.room.encrypted", true, whole)).isFalse();
    Relation other = new Relation(new EventId("$a"), Relation.THREAD, null);
    assertThat(other.isComplete("m.room.message", false, none)).isTrue();
  }
}
