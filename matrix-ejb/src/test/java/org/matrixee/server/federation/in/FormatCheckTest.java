package org.matrixee.server.federation.in;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.event.Event;
import org.matrixee.server.fixtures.Texts;

/** What a PDU may look like, and what of it is not its sender's to say. */
class FormatCheckTest {
  private static final long NOW = 1_413_500_000_000L;

  private static JsonObject pdu(String more) {
    return Texts.object(
        "{'pdu_id':'1','origin':'b.example','context':'!r:a.example','pdu_type':'m.room.message',"
            + "'ts':1413400000000,'origin_server_ts':1413400000000,'user_id':'@u:b.example',"
            + "'content':{'body':'x'},'depth':5,'is_state':false,"
            + "'prev_pdus':[['a.example','0']]"
            + more
            + "}");
  }

  private static Event read(JsonObject pdu) {
    return FormatCheck.read(pdu, NOW);
  }

  @Test
  void anAgeBecomesATimeOfOurClock() {
    for (String more : new String[] {",'age':2000", ",'unsigned':{'age':2000,'age_ts':7}"}) {
      Event event = read(pdu(more));
      assertThat(event.madeTs()).isEqualTo(NOW - 2000);
      assertThat(event.originServerTs()).isEqualTo(1_413_400_000_000L);
      assertThat(event.pdu().containsKey("age")).isFalse();
    }
    assertThat(read(pdu("")).madeTs()).isEqualTo(1_413_400_000_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1413500000001", "9007199254740991", "1.5", "'old'", "null", "{}"})
  void anAgeThatCannotBeIsPassedOver(String age) {
    Event event = read(pdu(",'unsigned':{'age':" + age + "}"));
    assertThat(event.pdu().containsKey("unsigned")).isFalse();
    assertThat(event.madeTs()).isEqualTo(1_413_400_000_000L);
  }

  @Test
  void notesOfOthersDoNotCountAndAreNotKept() {
    String filler = "x".repeat(70_000);
    JsonObject noted =
        Json.createObjectBuilder(pdu(""))
            .add("outlier", true)
            .add("unsigned", Json.createObjectBuilder().add("note", filler))
            .build();
    assertThat(read(noted).pdu()).isEqualTo(read(pdu("")).pdu());
    JsonObject large =
        Json.createObjectBuilder(pdu(""))
            .add("content", Json.createObjectBuilder().add("body", filler))
            .build();
    assertThatThrownBy(() -> read(large)).hasMessageContaining("bytes");
  }
}
