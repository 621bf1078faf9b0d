package org.matrixee.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of OpenID Connect providers: defaults, refusals, and that no secret is shown. */
class OidcConfigTest {
  /** As little as a provider needs. */
  static final Map<String, String> CORP =
      Map.of(
          "MATRIX_OIDC_PROVIDERS", "corp",
          "MATRIX_OIDC_CORP_ISSUER", "https://id.example.org/realms/corp",
          "MATRIX_OIDC_CORP_CLIENT_ID", "matrix",
          "MATRIX_OIDC_CORP_CLIENT_SECRET", "very secret");

  private static MatrixConfig read(String... changes) {
    Map<String, String> values = new HashMap<>(CORP);
    for (int i = 0; i < changes.length; i += 2) {
      values.put(changes[i], changes[i + 1]);
    }
    return MatrixConfig.read(values::get);
  }

  @Test
  void withoutSettingsThereIsNoProvider() {
    assertThat(MatrixConfig.read(key -> null).oidc().providers()).isEmpty();
  }

  @Test
  void providerHasDefaults() {
    assertThat(read().oidc().providers())
        .containsExactly(
            new OidcProvider(
                "corp",
                "corp",
                "https://id.example.org/realms/corp",
                "matrix",
                "very secret",
                List.of("openid", "profile", "email"),
                "preferred_username",
                "name",
                "email",
                null,
                null,
                NameTaken.REFUSE));
  }

  @Test
  void everySettingOfAProviderIsRead() {
    assertThat(
            read(
                    "MATRIX_OIDC_PROVIDERS", " google , corp,",
                    "MATRIX_OIDC_GOOGLE_ISSUER", "https://accounts.google.com",
                    "MATRIX_OIDC_GOOGLE_CLIENT_ID", "id",
                    "MATRIX_OIDC_GOOGLE_CLIENT_SECRET", "s",
                    "MATRIX_OIDC_CORP_NAME", "Example Corporation",
                    "MATRIX_OIDC_CORP_SCOPES", "profile  groups",
                    "MATRIX_OIDC_CORP_LOCALPART_CLAIM", "upn",
                    "MATRIX_OIDC_CORP_DISPLAYNAME_CLAIM", "given_name",
                    "MATRIX_OIDC_CORP_EMAIL_CLAIM", "mail",
                    "MATRIX_OIDC_CORP_ICON", "mxc://example.org/Abc_1",
                    "MATRIX_OIDC_CORP_BRAND", "gitlab",
                    "MATRIX_OIDC_CORP_NAME_TAKEN", "number")
                .oidc()
                .providers())
        .extracting(OidcProvider::id)
        .containsExactly("google", "corp");
    OidcProvider corp =
        read(
                "MATRIX_OIDC_CORP_NAME", "Example Corporation",
                "MATRIX_OIDC_CORP_SCOPES", "profile  groups",
                "MATRIX_OIDC_CORP_LOCALPART_CLAIM", "upn",
                "MATRIX_OIDC_CORP_DISPLAYNAME_CLAIM", "given_name",
                "MATRIX_OIDC_CORP_EMAIL_CLAIM", "mail",
                "MATRIX_OIDC_CORP_NAME_TAKEN", "link")
            .oidc()
            .providers()
            .get(0);
    assertThat(corp.name()).isEqualTo("Example Corporation");
    assertThat(corp.scopes()).containsExactly("openid", "profile", "groups");
    assertThat(corp.localpartClaim()).isEqualTo("upn");
    assertThat(corp.displayNameClaim()).isEqualTo("given_name");
    assertThat(corp.emailClaim()).isEqualTo("mail");
    assertThat(corp.taken()).isEqualTo(NameTaken.LINK);
  }

  @ParameterizedTest
  @CsvSource({
    "MATRIX_OIDC_PROVIDERS, Corp",
    "MATRIX_OIDC_PROVIDERS, two words",
    "MATRIX_OIDC_PROVIDERS, corp;google",
    "MATRIX_OIDC_PROVIDERS, 'corp,corp'",
    "MATRIX_OIDC_CORP_ISSUER, http://id.example.org",
    "MATRIX_OIDC_CORP_ISSUER, id.example.org",
    "MATRIX_OIDC_CORP_ISSUER, https://id.example.org/?realm=x",
    "MATRIX_OIDC_CORP_ISSUER, ''",
    "MATRIX_OIDC_CORP_CLIENT_ID, ''",
    "MATRIX_OIDC_CORP_CLIENT_SECRET, ''",
    "MATRIX_OIDC_CORP_NAME_TAKEN, perhaps",
    "MATRIX_PASSWORD_NAME_TAKEN, number"
  })
  void wrongValueIsRefusedByASentenceThatNamesIt(String key, String value) {
    assertThatThrownBy(() -> read(key, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The setting " + key + " is wrong")
        .hasMessageEndingWith(".");
  }

  @Test
  void plainHttpIsForThisMachineOnly() {
    assertThat(read("MATRIX_OIDC_CORP_ISSUER", "http://localhost:8180/realms/corp")).isNotNull();
    assertThat(read("MATRIX_OIDC_CORP_ISSUER", "http://127.0.0.1:8180/realms/corp")).isNotNull();
  }

  @Test
  void secretIsNotShown() {
    assertThat(read().toString()).doesNotContain("very secret");
  }
}
