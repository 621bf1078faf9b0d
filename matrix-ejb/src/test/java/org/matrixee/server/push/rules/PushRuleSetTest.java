package org.matrixee.server.push.rules;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.matrixee.model.id.UserId;
import org.matrixee.server.json.JsonReader;

/** v1.19: client-server, "Push rules": order and what is kept of them. */
class PushRuleSetTest {
  private static final UserId ANNA = new UserId("@anna:localhost");
  private static final JsonArray NOTHING = JsonValue.EMPTY_JSON_ARRAY;

  private static PushRule rule(String id) {
    return new PushRule(id, false, true, NOTHING, NOTHING, null);
  }

  private static List<String> ids(PushRuleSet set, PushRuleKind kind) {
    return set.of(kind).stream().map(PushRule::id).filter(id -> !id.startsWith(".")).toList();
  }

  @Test
  void newRulesStandFirstButForTheMaster() {
    PushRuleSet set =
        PushRuleSet.of(ANNA)
            .with(PushRuleKind.OVERRIDE, rule("a"), null, null)
            .with(PushRuleKind.OVERRIDE, rule("b"), null, null);
    assertThat(ids(set, PushRuleKind.OVERRIDE)).containsExactly("b", "a");
    assertThat(set.of(PushRuleKind.OVERRIDE).get(0).id()).isEqualTo(".m.rule.master");
    assertThat(set.of(PushRuleKind.OVERRIDE).get(1).id()).isEqualTo("b");
  }

  @Test
  void rulesGoBeforeAndAfterOthers() {
    PushRuleSet set =
        PushRuleSet.of(ANNA)
            .with(PushRuleKind.SENDER, rule("a"), null, null)
            .with(PushRuleKind.SENDER, rule("b"), null, "a")
            .with(PushRuleKind.SENDER, rule("c"), "b", null);
    assertThat(ids(set, PushRuleKind.SENDER)).containsExactly("a", "c", "b");
    assertThat(ids(set.with(PushRuleKind.SENDER, rule("b"), "a", "c"), PushRuleKind.SENDER))
        .containsExactly("b", "a", "c");
    assertThat(ids(set.with(PushRuleKind.SENDER, rule("c"), null, null), PushRuleKind.SENDER))
        .containsExactly("a", "c", "b");
    assertThat(ids(set.without(PushRuleKind.SENDER, "c"), PushRuleKind.SENDER))
        .containsExactly("a", "b");
    assertThat(set.without(PushRuleKind.OVERRIDE, ".m.rule.master")).isEqualTo(set);
  }

  @Test
  void whatIsKeptIsReadAgain() {
    PushRuleSet set =
        PushRuleSet.of(ANNA)
            .with(PushRuleKind.OVERRIDE, rule("mine"), null, null)
            .with(
                PushRuleKind.CONTENT,
                new PushRule("c", false, false, NOTHING, NOTHING, "cake"),
                null,
                null)
            .change(PushRuleKind.UNDERRIDE, ".m.rule.message", rule -> rule.acting(NOTHING));
    assertThat(PushRuleSet.of(ANNA, set.toJson())).isEqualTo(set);
  }

  @Test
  void predefinedRulesComeAndGoWithTheServer() {
    JsonObject kept =
        JsonReader.REQUEST.readObject(
            ("{\"override\":[{\"rule_id\":\".m.rule.gone\",\"default\":true,\"enabled\":true,"
                    + "\"actions\":[],\"conditions\":[]}]}")
                .getBytes(StandardCharsets.UTF_8));
    assertThat(PushRuleSet.of(ANNA, kept)).isEqualTo(PushRuleSet.of(ANNA));
  }
}
