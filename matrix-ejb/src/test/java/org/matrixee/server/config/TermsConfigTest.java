package org.matrixee.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsConfigTest {
  static final Map<String, String> PRIVACY =
      Map.of(
          "MATRIX_TERMS", "privacy",
          "MATRIX_TERMS_PRIVACY_NAME_EN", "Privacy policy",
          "MATRIX_TERMS_PRIVACY_URL_EN", "https://example.org/privacy");

  private static MatrixConfig read(String... changes) {
    Map<String, String> values = new HashMap<>(PRIVACY);
    for (int i = 0; i < changes.length; i += 2) {
      values.put(changes[i], changes[i + 1]);
    }
    return MatrixConfig.read(values::get);
  }

  @Test
  void withoutSettingsThereAreNoTerms() {
    assertThat(MatrixConfig.read(key -> null).terms().policies()).isEmpty();
  }

  @Test
  void policyHasDefaults() {
    assertThat(read().terms().policies())
        .containsExactly(
            new TermsConfig.Policy(
                "privacy",
                "1",
                Map.of(
                    "en", new TermsConfig.Text("Privacy policy", "https://example.org/privacy"))));
  }

  @Test
  void languagesHaveTheirOwnTexts() {
    TermsConfig.Policy policy =
        read(
                "MATRIX_TERMS_PRIVACY_VERSION", "1.2",
                "MATRIX_TERMS_PRIVACY_LANGUAGES", "en, pt-BR",
                "MATRIX_TERMS_PRIVACY_NAME_PT_BR", "Privacidade",
                "MATRIX_TERMS_PRIVACY_URL_PT_BR", "https://example.org/pt")
            .terms()
            .policies()
            .get(0);
    assertThat(policy.version()).isEqualTo("1.2");
    assertThat(policy.texts()).containsOnlyKeys("en", "pt-BR");
    assertThat(policy.texts().get("pt-BR").name()).isEqualTo("Privacidade");
  }

  @ParameterizedTest
  @CsvSource({
    "MATRIX_TERMS_PRIVACY_VERSION, a b",
    "MATRIX_TERMS_PRIVACY_LANGUAGES, e",
    "MATRIX_TERMS_PRIVACY_NAME_EN, ''",
    "MATRIX_TERMS_PRIVACY_URL_EN, ''",
    "MATRIX_TERMS_PRIVACY_URL_EN, javascript:alert(1)",
    "MATRIX_TERMS_PRIVACY_URL_EN, example.org"
  })
  void wrongValueIsRefusedByName(String key, String value) {
    assertThatThrownBy(() -> read(key, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The setting " + key + " is wrong");
  }

  @Test
  void clientsAreKeptAsOrigins() {
    assertThat(
            read(
                    "MATRIX_SSO_CLIENT_WHITELIST",
                    "https://App.example.org/, http://localhost:8080, element:, io.app://")
                .login()
                .trustedClients())
        .isEqualTo(
            Set.of("https://app.example.org", "http://localhost:8080", "element:", "io.app:"));
  }
}
