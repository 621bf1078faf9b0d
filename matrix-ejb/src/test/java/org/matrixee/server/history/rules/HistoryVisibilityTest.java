package org.matrixee.server.history.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.history.rules.HistoryVisibility.INVITED;
import static org.matrixee.server.history.rules.HistoryVisibility.JOINED;
import static org.matrixee.server.history.rules.HistoryVisibility.SHARED;
import static org.matrixee.server.history.rules.HistoryVisibility.WORLD_READABLE;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.matrixee.model.room.Membership;

/** Spec: client-server, "Room history visibility", the five numbered rules. */
class HistoryVisibilityTest {
  @ParameterizedTest
  @EnumSource
  void whoWasInTheRoomSeesIt(HistoryVisibility visibility) {
    assertThat(visibility.shows(Membership.JOIN, false)).isTrue();
  }

  @Test
  void whoWasNotSeesWhatTheWorldMayRead() {
    for (Membership then : Membership.values()) {
      assertThat(WORLD_READABLE.shows(then, false)).isTrue();
    }
    assertThat(WORLD_READABLE.shows(null, false)).isTrue();
  }

  @Test
  void whoCameLaterSeesSharedHistoryAlone() {
    Set<HistoryVisibility> later = EnumSet.noneOf(HistoryVisibility.class);
    for (HistoryVisibility each : HistoryVisibility.values()) {
      if (each.shows(null, true)) {
        later.add(each);
      }
    }
    assertThat(later).containsExactly(WORLD_READABLE, SHARED);
    assertThat(SHARED.shows(null, false)).isFalse();
    assertThat(SHARED.shows(Membership.INVITE, false)).isFalse();
  }

  @Test
  void whoWasInvitedSeesTheHistoryOfTheInvited() {
    assertThat(INVITED.shows(Membership.INVITE, false)).isTrue();
    assertThat(INVITED.shows(Membership.KNOCK, true)).isFalse();
    assertThat(JOINED.shows(Membership.INVITE, true)).isFalse();
    assertThat(INVITED.shows(Membership.LEAVE, true)).isFalse();
  }

  private static JsonObject content(String word) {
    return Json.createObjectBuilder().add("history_visibility", word).build();
  }

  @Test
  void isSharedIfNothingKnownIsSaid() {
    assertThat(HistoryVisibility.of(null)).isEqualTo(SHARED);
    assertThat(HistoryVisibility.of(content("nobody"))).isEqualTo(SHARED);
    assertThat(
            HistoryVisibility.of(Json.createObjectBuilder().add("history_visibility", 1).build()))
        .isEqualTo(SHARED);
    for (HistoryVisibility each : HistoryVisibility.values()) {
      assertThat(HistoryVisibility.of(content(each.word()))).isEqualTo(each);
    }
  }
}
