package org.matrixee.server.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.server.fixtures.Texts;

class PolicyListsTest {
  private static final UserId ANNA = new UserId("@anna:localhost");
  private static final UserId MALLORY = new UserId("@mallory:localhost");
  private static final UserId FAR = new UserId("@far:evil.example:8448");

  private final PolicyLists lists =
      new PolicyLists(
          Set.of("bad", "\u00FCbel"),
          1000,
          Set.of(new ServerName("evil.example:8448")),
          Set.of(MALLORY));

  private static JsonObject json(String text) {
    return Texts.object(text);
  }

  private boolean allows(UserId sender, String type, String key, String content) {
    return lists.check(sender, type, key, json(content)).isAllowed();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'body':'bad'}",
        "{'body':'so BAD!'}",
        "{'body':'x','deep':[{'a':['a bad\uD83D\uDE00']}]}",
        "{'name':'\u00DCbel'}",
        "{'body':'bad\\nnews'}"
      })
  void wordsAreFoundAnywhereInAnyCase(String content) {
    assertThat(allows(ANNA, "m.room.message", null, content)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'body':'badge'}", "{'bad':'key'}", "{'body':'b ad'}", "{'body':''}", "{'n':7}"})
  void otherTextsPass(String content) {
    assertThat(allows(ANNA, "m.room.message", null, content)).isTrue();
  }

  @Test
  void attachmentsAreMeasuredByWhatTheySay() {
    String file = "{'msgtype':'m.file','url':'mxc://a/b','info':{'size':%s}}";
    assertThat(allows(ANNA, "m.room.message", null, String.format(file, "1000"))).isTrue();
    assertThat(allows(ANNA, "m.room.message", null, String.format(file, "1001"))).isFalse();
    assertThat(allows(ANNA, "m.room.message", null, String.format(file, "'1001'"))).isTrue();
    assertThat(allows(ANNA, "m.room.message", null, "{'info':{'size':9999}}")).isTrue();
  }

  @Test
  void blockedUsersAndServersCanOnlyLeave() {
    for (UserId blocked : new UserId[] {MALLORY, FAR, new UserId("@Mallory:localhost")}) {
      assertThat(allows(blocked, "m.room.message", null, "{'body':'x'}")).isFalse();
      assertThat(allows(ANNA, "m.room.member", blocked.value(), "{'membership':'invite'}"))
          .isFalse();
      assertThat(allows(blocked, "m.room.member", blocked.value(), "{'membership':'join'}"))
          .isFalse();
      assertThat(allows(blocked, "m.room.member", blocked.value(), "{'membership':'leave'}"))
          .isTrue();
      assertThat(allows(ANNA, "m.room.member", blocked.value(), "{'membership':'ban'}")).isTrue();
    }
    assertThat(allows(new UserId("@a:evil.example"), "m.room.message", null, "{}")).isTrue();
    assertThat(allows(new UserId("@a:not.evil.example:8448"), "x", null, "{}")).isTrue();
  }

  @Test
  void emptyListsDenyNothing() {
    PolicyLists none = new PolicyLists(Set.of(), 0, Set.of(), Set.of());
    assertThat(none.isEmpty()).isTrue();
    assertThat(lists.isEmpty()).isFalse();
    assertThat(none.check(MALLORY, "m.room.message", null, json("{'body':'bad'}")).isAllowed())
        .isTrue();
  }
}
