package org.matrixee.e2e;

/**
 * The server that tests of single sign-on and of mails over the current API share: two providers,
 * one of them a real Keycloak, a mail server, terms, and two clients that are trusted.
 */
public final class SignOnServer {
  /** The origin of a client that browsers are sent to without a question. */
  public static final String TRUSTED = "https://trusted.example";

  /** The name of the provider whose every answer a test can say. */
  static final String OTHER = "other";

  private SignOnServer() {}

  private static final class Holder {
    static final OAuthProvider PROVIDER = OAuthProvider.start();
    static final MailServer MAILS = new MailServer();
    static final MatrixServer SERVER = MatrixServer.start(settings());

    private static ServerSettings settings() {
      ServerSettings settings = MAILS.wire(ServerSettings.h2("sso"));
      settings = Keycloak.shared().in(settings, "corp", "Example Corporation");
      return PROVIDER
          .in(settings, OTHER)
          .with("MATRIX_OIDC_OTHER_NAME", "Other Service")
          .with("MATRIX_OIDC_OTHER_BRAND", "github")
          .with("MATRIX_OIDC_OTHER_ICON", "mxc://localhost/icon")
          .with("MATRIX_SSO_CLIENT_WHITELIST", TRUSTED + ", org.example.app:")
          .with("MATRIX_TERMS", "privacy,rules")
          .with("MATRIX_TERMS_PRIVACY_VERSION", "1.2")
          .with("MATRIX_TERMS_PRIVACY_LANGUAGES", "en,de")
          .with("MATRIX_TERMS_PRIVACY_NAME_EN", "Privacy policy")
          .with("MATRIX_TERMS_PRIVACY_URL_EN", "https://example.org/privacy")
          .with("MATRIX_TERMS_PRIVACY_NAME_DE", "Datenschutz")
          .with("MATRIX_TERMS_PRIVACY_URL_DE", "https://example.org/datenschutz")
          .with("MATRIX_TERMS_RULES_NAME_EN", "House rules")
          .with("MATRIX_TERMS_RULES_URL_EN", "https://example.org/rules");
    }
  }

  /** Starts it at the first call; it runs until this JVM ends. */
  public static MatrixServer server() {
    return Holder.SERVER;
  }

  /** Where its mails go. */
  public static MailServer mails() {
    return Holder.MAILS;
  }

  static OAuthProvider provider() {
    return Holder.PROVIDER;
  }
}
