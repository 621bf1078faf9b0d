package org.matrixee.server.account.oidc.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nonce and verifier: one pair for each login and provider. */
class FlowSecretsTest {

  @Test
  void sameLoginAndProviderHaveTheSameOnes() {
    assertThat(FlowSecrets.of("s", "corp")).isEqualTo(FlowSecrets.of("s", "corp"));
  }

  @Test
  void differInEverythingElse() {
    FlowSecrets one = FlowSecrets.of("s", "corp");
    FlowSecrets other = FlowSecrets.of("s", "google");
    FlowSecrets later = FlowSecrets.of("t", "corp");
    assertThat(
            Set.of(
                one.nonce(),
                one.verifier(),
                other.nonce(),
                other.verifier(),
                later.nonce(),
                later.verifier()))
        .hasSize(6);
  }

  @Test
  void verifierHasTheFormOfRfc7636() {
    assertThat(FlowSecrets.of("s", "corp").verifier()).matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  void isNotShown() {
    FlowSecrets secrets = FlowSecrets.of("s", "corp");
    assertThat(secrets.toString()).doesNotContain(secrets.nonce(), secrets.verifier());
  }
}
