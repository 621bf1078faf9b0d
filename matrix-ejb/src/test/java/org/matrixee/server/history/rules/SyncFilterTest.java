package org.matrixee.server.history.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.RoomId;
import org.matrixee.server.json.JsonReader;

/** v1.19: client-server, "Filtering", {@code Filter}. */
class SyncFilterTest {
  private static final RoomId ROOM = new RoomId("!a:localhost");

  private static SyncFilter filter(String json) {
    return SyncFilter.of(
        JsonReader.REQUEST.readObject(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void nothingSaidLetsEverythingPass() {
    SyncFilter filter = filter("{}");
    assertThat(filter.wants(ROOM)).isTrue();
    assertThat(filter.includeLeave()).isFalse();
    assertThat(filter.lazyMembers()).isFalse();
    assertThat(filter.federationFormat()).isFalse();
    assertThat(filter.timeline().wantsAll()).isTrue();
    assertThat(filter).isEqualTo(SyncFilter.NONE);
  }

  @Test
  void roomsAreChosen() {
    assertThat(filter("{'room': {'rooms': ['!a:localhost']}}").wants(ROOM)).isTrue();
    assertThat(filter("{'room': {'rooms': []}}").wants(ROOM)).isFalse();
    assertThat(filter("{'room': {'not_rooms': ['!a:localhost']}}").wants(ROOM)).isFalse();
    assertThat(
            filter("{'room': {'rooms': ['!a:localhost'], 'not_rooms': ['!a:localhost']}}")
                .wants(ROOM))
        .isFalse();
  }

  @Test
  void partsAreRead() {
    SyncFilter filter =
        filter(
            "{'event_format': 'federation', 'presence': {'types': []},"
                + " 'account_data': {'not_types': ['m.*']},"
                + " 'room': {'include_leave': true,"
                + " 'state': {'lazy_load_members': true, 'include_redundant_members': true},"
                + " 'timeline': {'limit': 3, 'unread_thread_notifications': true},"
                + " 'ephemeral': {'types': ['m.typing']},"
                + " 'account_data': {'types': ['m.tag']}}}");
    assertThat(filter.federationFormat()).isTrue();
    assertThat(filter.presence().wantsType("m.presence")).isFalse();
    assertThat(filter.accountData().wantsType("m.direct")).isFalse();
    assertThat(filter.accountData().wantsType("org.example")).isTrue();
    assertThat(filter.includeLeave()).isTrue();
    assertThat(filter.lazyMembers()).isTrue();
    assertThat(filter.state().redundantMembers()).isTrue();
    assertThat(filter.timeline().limit()).isEqualTo(3);
    assertThat(filter.timeline().unreadThreads()).isTrue();
    assertThat(filter.ephemeral().wantsType("m.receipt")).isFalse();
    assertThat(filter.roomData().wantsType("m.tag")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'event_format': 'xml'}",
        "{'event_format': 1}",
        "{'event_fields': 'type'}",
        "{'room': []}",
        "{'room': {'rooms': '!a'}}",
        "{'room': {'include_leave': 1}}",
        "{'room': {'timeline': {'limit': -1}}}",
        "{'room': {'state': 'lazy'}}",
        "{'presence': {'types': [1]}}"
      })
  void whatMakesNoSenseIsRefused(String json) {
    assertThatThrownBy(() -> filter(json))
        .isInstanceOfSatisfying(
            MatrixException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.M_BAD_JSON));
  }
}
