package org.matrixee.server.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersions;

/**
 * The server's settings, read once when it starts; each key is described in {@code
 * docs/configuration.md}.
 *
 * @param serverName the name in user IDs, room IDs and aliases; never changes once used
 * @param publicUrl the URL that clients reach this server by, without a slash at its end
 * @param openRegistration whether anyone may register
 * @param rateLimits whether requests are limited
 * @param database what the container's data source was told
 * @param roomVersion the version of rooms that are made over the current client API
 * @param rejectInvites whether an invited user may refuse (authorization-v1, C9)
 * @param passwordMemory how much memory one password hash takes, KiB
 * @param commitWriters how many room transactions may run side by side
 * @param maxPollTimeout the longest that a request for new events is held
 * @param login login and registration
 * @param oidc logging in at OpenID Connect providers
 * @param terms what people must agree to before they get an account
 * @param passwordDomain passwords that the container checks
 * @param media the content repository
 * @param limits what requests are limited to
 * @param proxies what stands between clients and this server
 * @param presence who counts as online, and who may watch whom
 * @param turn servers that calls may go through
 * @param policy what may not be sent
 * @param people administrators and address books
 * @param federation the traffic between servers
 * @param tls this server's certificate
 * @param discovery what this server's domain tells of it
 */
public record MatrixConfig(
    ServerName serverName,
    String publicUrl,
    boolean openRegistration,
    boolean rateLimits,
    DatabaseConfig database,
    RoomVersion roomVersion,
    boolean rejectInvites,
    int passwordMemory,
    int commitWriters,
    Duration maxPollTimeout,
    LoginConfig login,
    OidcConfig oidc,
    TermsConfig terms,
    PasswordDomainConfig passwordDomain,
    MediaConfig media,
    LimitsConfig limits,
    ProxyConfig proxies,
    PresenceConfig presence,
    TurnConfig turn,
    PolicyConfig policy,
    PeopleConfig people,
    FederationConfig federation,
    TlsConfig tls,
    DiscoveryConfig discovery) {

  /** The settings' names, as in the environment. */
  public static final Set<String> KEYS =
      union(
          List.of(
              MediaConfig.KEYS,
              LimitsConfig.keys(),
              ProxyConfig.KEYS,
              TermsConfig.KEYS,
              PresenceConfig.KEYS,
              FederationConfig.KEYS,
              TlsConfig.KEYS,
              DiscoveryConfig.KEYS,
              Set.of(
                  "MATRIX_SERVER_NAME",
                  "MATRIX_PUBLIC_URL",
                  "MATRIX_REGISTRATION",
                  "MATRIX_RATE_LIMITS",
                  "MATRIX_DB_URL",
                  "MATRIX_DB_DRIVER",
                  "MATRIX_DB_USER",
                  "MATRIX_DB_PASSWORD",
                  "MATRIX_DB_POOL",
                  "MATRIX_DEFAULT_ROOM_VERSION",
                  "MATRIX_REJECT_INVITES",
                  "MATRIX_PASSWORD_MEMORY",
                  "MATRIX_COMMIT_WRITERS",
                  "MATRIX_POLL_TIMEOUT_MAX",
                  "MATRIX_LOGIN_FLOWS",
                  "MATRIX_REGISTRATION_FLOWS",
                  "MATRIX_LOGIN_SESSION_LIFETIME",
                  "MATRIX_ACCESS_TOKEN_LIFETIME",
                  "MATRIX_REGISTRATION_TOKENS",
                  "MATRIX_PASSWORD_BACKEND",
                  "MATRIX_PASSWORD_NAME_TAKEN",
                  "MATRIX_OIDC_PROVIDERS",
                  "MATRIX_SSO_CLIENT_WHITELIST",
                  "MATRIX_SMTP_HOST",
                  "MATRIX_SMTP_PORT",
                  "MATRIX_SMTP_USER",
                  "MATRIX_SMTP_PASSWORD",
                  "MATRIX_SMTP_TLS",
                  "MATRIX_SMTP_FROM",
                  "MATRIX_IDENTITY_SERVERS",
                  "MATRIX_TURN_URIS",
                  "MATRIX_TURN_SECRET",
                  "MATRIX_TURN_USER",
                  "MATRIX_TURN_PASSWORD",
                  "MATRIX_TURN_TTL",
                  "MATRIX_POLICY_WORDS",
                  "MATRIX_POLICY_MAX_ATTACHMENT",
                  "MATRIX_POLICY_BLOCKED_SERVERS",
                  "MATRIX_POLICY_BLOCKED_USERS",
                  "MATRIX_POLICY_URL",
                  "MATRIX_POLICY_TIMEOUT",
                  "MATRIX_POLICY_FAIL",
                  "MATRIX_ADMINS",
                  "MATRIX_ADDRESS_BOOK")));

  /**
   * What the container's data source was told; kept here to be checked and shown.
   *
   * @param driver {@code h2} or {@code postgresql}
   * @param poolSize the most connections
   */
  public record DatabaseConfig(String driver, int poolSize) {}

  /**
   * Reads and checks all settings.
   *
   * @param lookup a setting's text by its name, null if it is not set
   * @throws IllegalArgumentException with a sentence that names the wrong setting
   */
  public static MatrixConfig read(Function<String, @Nullable String> lookup) {
    Settings settings = new Settings(lookup);
    ServerName name = settings.read("MATRIX_SERVER_NAME", "localhost", Settings::serverName);
    return new MatrixConfig(
        name,
        settings.read("MATRIX_PUBLIC_URL", "http://localhost:8080", MatrixConfig::url),
        settings.choice("MATRIX_REGISTRATION", "open", "closed"),
        settings.choice("MATRIX_RATE_LIMITS", "on", "off"),
        new DatabaseConfig(
            settings.oneOf("MATRIX_DB_DRIVER", "h2", "postgresql"),
            settings.integer("MATRIX_DB_POOL", 40, 4, 1000)),
        settings.read("MATRIX_DEFAULT_ROOM_VERSION", "12", MatrixConfig::roomVersion),
        !settings.choice("MATRIX_REJECT_INVITES", "off", "on"),
        settings.integer("MATRIX_PASSWORD_MEMORY", 19_456, 1024, 1_048_576),
        settings.integer("MATRIX_COMMIT_WRITERS", 2, 1, 32),
        Duration.ofSeconds(settings.integer("MATRIX_POLL_TIMEOUT_MAX", 300, 1, 3600)),
        LoginConfig.read(settings, name.value()),
        OidcConfig.read(settings),
        TermsConfig.read(settings),
        PasswordDomainConfig.read(settings),
        MediaConfig.read(settings, lookup.apply("jboss.server.data.dir")),
        LimitsConfig.read(settings),
        ProxyConfig.read(settings),
        PresenceConfig.read(settings),
        TurnConfig.read(settings),
        PolicyConfig.read(settings),
        PeopleConfig.read(settings),
        FederationConfig.read(settings),
        TlsConfig.read(settings, lookup.apply("jboss.server.data.dir")),
        DiscoveryConfig.read(settings));
  }

  private static RoomVersion roomVersion(String text) {
    if (!RoomVersions.isSpecified(text)) {
      throw new IllegalArgumentException("must be one of the room versions 1 to 12");
    }
    return new RoomVersion(text);
  }

  private static Set<String> union(List<Set<String>> parts) {
    return parts.stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
  }

  private static String url(String text) {
    URI uri = URI.create(text);
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!web || uri.getHost() == null || uri.getQuery() != null) {
      throw new IllegalArgumentException("must be an http or https URL without a query");
    }
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
