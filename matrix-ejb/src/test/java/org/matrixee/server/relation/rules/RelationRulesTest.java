package org.matrixee.server.relation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.Relation;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;

/** Which edits and threads count: each condition of the specification alone decides. */
class RelationRulesTest {
  private static final String MESSAGE = "m.room.message";
  private static final String ANNA = "@anna:a.example";

  private static Event event(
      String id,
      String room,
      String type,
      @Nullable String stateKey,
      String sender,
      JsonObject content) {
    return new Event(
        new EventId(id),
        new RoomId(room),
        type,
        stateKey,
        new UserId(sender),
        new ServerName("a.example"),
        1,
        1,
        List.of(),
        List.of(),
        null,
        null,
        null,
        content,
        JsonValue.EMPTY_JSON_OBJECT);
  }

  private static Event message(String id, JsonObject content) {
    return event(id, "!r:a.example", MESSAGE, null, ANNA, content);
  }

  private static JsonObject relates(String relType, String parent) {
    return Json.createObjectBuilder()
        .add(
            Relation.RELATES_TO,
            Json.createObjectBuilder().add("rel_type", relType).add("event_id", parent))
        .build();
  }

  private static JsonObject edit(String relType, String parent) {
    JsonObjectBuilder content = Json.createObjectBuilder(relates(relType, parent));
    return content.add("m.new_content", Json.createObjectBuilder()).build();
  }

  private static final Event ORIGINAL = message("$a", JsonValue.EMPTY_JSON_OBJECT);
  private static final Event EDIT = message("$b", edit("m.replace", "$a"));

  @Test
  void editOfOnesOwnMessageIsValid() {
    assertThat(EditRules.isValid(ORIGINAL, EDIT)).isTrue();
    Event encrypted =
        event("$a", "!r:a.example", "m.room.encrypted", null, ANNA, JsonValue.EMPTY_JSON_OBJECT);
    Event encryptedEdit =
        event("$b", "!r:a.example", "m.room.encrypted", null, ANNA, relates("m.replace", "$a"));
    assertThat(EditRules.isValid(encrypted, encryptedEdit)).isTrue();
    // What is in a thread, or is a reply, may be edited.
    assertThat(EditRules.isValid(message("$a", relates("m.thread", "$r")), EDIT)).isTrue();
  }

  @Test
  void editNeedsTheRightRelation() {
    assertThat(EditRules.isValid(ORIGINAL, message("$b", edit("m.thread", "$a")))).isFalse();
    assertThat(EditRules.isValid(ORIGINAL, message("$b", edit("m.replace", "$c")))).isFalse();
    assertThat(EditRules.isValid(ORIGINAL, message("$b", JsonValue.EMPTY_JSON_OBJECT))).isFalse();
  }

  @Test
  void editNeedsNewContent() {
    assertThat(EditRules.isValid(ORIGINAL, message("$b", relates("m.replace", "$a")))).isFalse();
  }

  @Test
  void editIsOfTheSameRoomSenderAndType() {
    JsonObject content = edit("m.replace", "$a");
    assertThat(
            EditRules.isValid(
                ORIGINAL, event("$b", "!other:a.example", MESSAGE, null, ANNA, content)))
        .isFalse();
    assertThat(
            EditRules.isValid(
                ORIGINAL, event("$b", "!r:a.example", MESSAGE, null, "@bert:a.example", content)))
        .isFalse();
    assertThat(
            EditRules.isValid(
                ORIGINAL, event("$b", "!r:a.example", "m.sticker", null, ANNA, content)))
        .isFalse();
  }

  @Test
  void stateIsNotEditedAndEditsNothing() {
    Event state = event("$a", "!r:a.example", MESSAGE, "", ANNA, JsonValue.EMPTY_JSON_OBJECT);
    assertThat(EditRules.isValid(state, EDIT)).isFalse();
    Event byState = event("$b", "!r:a.example", MESSAGE, "", ANNA, edit("m.replace", "$a"));
    assertThat(EditRules.isValid(ORIGINAL, byState)).isFalse();
  }

  @Test
  void editIsNotEdited() {
    assertThat(EditRules.isValid(message("$a", edit("m.replace", "$x")), EDIT)).isFalse();
    assertThat(EditRules.isValid(message("$a", relates("m.replace", "$x")), EDIT)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.thread", "m.replace", "m.reference", "m.annotation", "org.example"})
  void noThreadBeginsAtWhatRelatesToSomething(String relType) {
    assertThat(ThreadRules.findProblem(message("$a", relates(relType, "$x")))).isPresent();
  }

  @Test
  void threadBeginsAnywhereElse() {
    assertThat(ThreadRules.findProblem(ORIGINAL)).isEmpty();
    JsonObject reply =
        Json.createObjectBuilder()
            .add(
                Relation.RELATES_TO,
                Json.createObjectBuilder()
                    .add("m.in_reply_to", Json.createObjectBuilder().add("event_id", "$x")))
            .build();
    assertThat(ThreadRules.findProblem(message("$a", reply))).isEmpty();
  }
}
