package org.matrixee.server.history.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.id.UserId;
import org.matrixee.server.fixtures.GraphRoom;
import org.matrixee.server.json.JsonReader;

/** Spec: client-server, "Filtering", {@code RoomEventFilter}. */
class EventFilterTest {
  private static final UserId ANNA = new UserId("@anna:localhost");

  private static EventFilter filter(String json) {
    return EventFilter.of(
        JsonReader.REQUEST.readObject(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
  }

  private static Event event(String type, String content) {
    return GraphRoom.of(11).event(type, null, ANNA, content.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource({
    "m.room.message, m.room.message, true",
    "m.room.*, m.room.message, true",
    "*, anything, true",
    "*message, m.room.message, true",
    "m.*.mes*ge, m.room.message, true",
    "m.*.mes*gi, m.room.message, false",
    "**, x, true",
    "m.room.message, m.room.message2, false",
    "m.room, m.room.message, false",
    "*.room, m.room.message, false",
    "*a*b, aXbXaXb, true"
  })
  void starStandsForAnything(String pattern, String text, boolean matches) {
    assertThat(EventFilter.matches(pattern, text)).isEqualTo(matches);
  }

  @Test
  void hostilePatternsCostLittle() {
    assertThat(EventFilter.matches("*a".repeat(120) + "b", "a".repeat(255))).isFalse();
  }

  @Test
  void chooses() {
    Event said = event("m.room.message", "{'url': 'mxc://a/b'}");
    assertThat(filter("{}").wants(said)).isTrue();
    assertThat(filter("{'types': []}").wants(said)).isFalse();
    assertThat(filter("{'types': ['m.room.*']}").wants(said)).isTrue();
    assertThat(filter("{'types': ['m.*'], 'not_types': ['*message']}").wants(said)).isFalse();
    assertThat(filter("{'senders': ['@anna:localhost']}").wants(said)).isTrue();
    assertThat(filter("{'senders': ['@bert:localhost']}").wants(said)).isFalse();
    assertThat(filter("{'not_senders': ['@anna:localhost']}").wants(said)).isFalse();
    assertThat(filter("{'contains_url': true}").wants(said)).isTrue();
    assertThat(filter("{'contains_url': false}").wants(said)).isFalse();
    assertThat(filter("{'contains_url': null}").wants(said)).isTrue();
  }

  @Test
  void limitIsTheLowerOne() {
    assertThat(filter("{'limit': 5}").limited(10)).isEqualTo(5);
    assertThat(filter("{'limit': 50}").limited(10)).isEqualTo(10);
    assertThat(filter("{}").limited(10)).isEqualTo(10);
    assertThat(filter("{'lazy_load_members': true}").lazyMembers()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'types': 'm.room.message'}",
        "{'types': [1]}",
        "{'not_senders': {}}",
        "{'contains_url': 'yes'}",
        "{'limit': -1}",
        "{'limit': 1.5}",
        "{'limit': '5'}"
      })
  void refusesWhatIsNoFilter(String json) {
    assertThatThrownBy(() -> filter(json)).isInstanceOf(MatrixException.class);
  }
}
