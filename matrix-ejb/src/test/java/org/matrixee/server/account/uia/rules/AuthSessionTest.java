package org.matrixee.server.account.uia.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.matrixee.model.id.UserId;

class AuthSessionTest {
  private static final UserId KIM = new UserId("@kim:localhost");
  private static final JsonObject NOTHING = JsonValue.EMPTY_JSON_OBJECT;
  private static final JsonObject FOUND =
      Json.createObjectBuilder().add("address", "kim@example.org").build();

  private final AuthFlows flows =
      new AuthFlows(List.of(List.of("m.one", "m.two"), List.of("m.three")));

  @Test
  void flowIsCompleteWithAllItsStagesInAnyOrder() {
    assertThat(flows.isComplete(List.of())).isFalse();
    assertThat(flows.isComplete(List.of("m.two"))).isFalse();
    assertThat(flows.isComplete(List.of("m.two", "m.one"))).isTrue();
    assertThat(flows.isComplete(List.of("m.one", "m.three"))).isTrue();
    assertThat(flows.isComplete(List.of("m.four"))).isFalse();
  }

  @Test
  void onlyStagesOfFlowsAreOffered() {
    assertThat(flows.stages()).containsExactly("m.one", "m.two", "m.three");
    assertThat(flows.offers("m.two")).isTrue();
    assertThat(flows.offers("m.four")).isFalse();
    assertThatThrownBy(() -> new AuthFlows(List.of(List.of())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new AuthFlows(List.of()).isComplete(List.of("m.one"))).isFalse();
  }

  @Test
  void stageCountsOnce() {
    AuthSession session =
        AuthSession.begin("POST /x", KIM).passed("m.one", NOTHING).passed("m.one", NOTHING);
    assertThat(session.completed()).containsExactly("m.one");
  }

  @Test
  void whatAStageFoundStaysWithItAndIsNotShown() {
    AuthSession session = AuthSession.begin("POST /x", KIM).passed("m.two", FOUND);
    assertThat(session.passed("m.two", NOTHING).found()).containsOnlyKeys("m.two");
    assertThat(session.passed("m.one", NOTHING).found().get("m.two")).isEqualTo(FOUND);
    assertThat(session.toString()).doesNotContain("example.org");
  }

  @Test
  void sessionIsForOneOperationOfOneUser() {
    AuthSession kims = AuthSession.begin("POST /x", KIM);
    AuthSession nobodys = AuthSession.begin("POST /x", null);
    assertThat(kims.passed("m.one", NOTHING).isFor(kims)).isTrue();
    assertThat(nobodys.isFor(nobodys)).isTrue();
    assertThat(kims.isFor(nobodys)).isFalse();
    assertThat(nobodys.isFor(kims)).isFalse();
    assertThat(kims.isFor(AuthSession.begin("POST /y", KIM))).isFalse();
    assertThat(kims.isFor(AuthSession.begin("POST /x", new UserId("@eve:localhost")))).isFalse();
  }

  @Test
  void sessionIsKeptAsItIs() {
    for (AuthSession session :
        List.of(
            AuthSession.begin("POST /x", KIM).passed("m.one", NOTHING),
            AuthSession.begin("POST /x", null).passed("m.two", FOUND),
            AuthSession.begin("a b", null))) {
      assertThat(AuthSession.ofJson(session.toJson(), session.completed())).isEqualTo(session);
    }
  }
}
