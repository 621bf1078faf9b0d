package org.matrixee.server.account.oidc.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.account.LocalUsers;

/** Names of providers as user names: always ones that the grammar allows, or none. */
class SuggestedLocalpartTest {

  @ParameterizedTest
  @CsvSource({
    "alice, alice",
    "Alice, alice",
    "alice@example.org, alice",
    "Jürgen Müller, jurgen_muller",
    "  spaces  , spaces",
    "a  b\tc, a_b_c",
    "EXAMPLE\\alice, example_alice",
    "alice/bob, alice_bob",
    "a:b, a_b",
    "Ångström, angstrom",
    "o'brien, o_brien",
    "-abc, abc",
    ".hidden., hidden",
    "x=1+2~3, x=1+2~3",
    "ＡＢＣ, abc",
    "user#1, user_1"
  })
  void becomesALocalpart(String claim, String expected) {
    assertThat(SuggestedLocalpart.of(claim)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "@", "---", "日本", "\uD83D\uDE00", "._.", "\u0000"})
  void nothingIsLeftOfOthers(String claim) {
    assertThat(SuggestedLocalpart.of(claim)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\u0000b", "<script>", "a\r\nb", "..%2f..", "\u202Eeve", "ᴀdmin", "I\u0307"})
  void isAlwaysAllowedByTheGrammar(String claim) {
    assertThat(SuggestedLocalpart.of(claim))
        .hasValueSatisfying(
            name ->
                assertThat(LocalUsers.ofLocalpart(name, new ServerName("example.org")).localpart())
                    .isEqualTo(name));
  }

  @Test
  void isNotTooLong() {
    assertThat(SuggestedLocalpart.of("x".repeat(5000))).contains("x".repeat(64));
  }
}
