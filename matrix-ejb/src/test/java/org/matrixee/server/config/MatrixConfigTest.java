package org.matrixee.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matrixee.model.id.ServerName;

/** Defaults, refusals, and that the documentation names just what the server reads. */
class MatrixConfigTest {
  private static final Path ROOT = Path.of("..");

  /** What the container's data source reads, and the server only documents. */
  private static final Set<String> CONTAINER_ONLY =
      Set.of("MATRIX_DB_URL", "MATRIX_DB_USER", "MATRIX_DB_PASSWORD", "MATRIX_SMTP_PASSWORD");

  @Test
  void everySettingHasADefault() {
    MatrixConfig config = MatrixConfig.read(key -> null);
    assertThat(config.serverName().value()).isEqualTo("localhost");
    assertThat(config.publicUrl()).isEqualTo("http://localhost:8080");
    assertThat(config.openRegistration()).isTrue();
    assertThat(config.rateLimits()).isTrue();
    assertThat(config.database()).isEqualTo(new MatrixConfig.DatabaseConfig("h2", 40));
    assertThat(config.rejectInvites()).isFalse();
    assertThat(config.passwordMemory()).isEqualTo(19_456);
    assertThat(config.commitWriters()).isEqualTo(2);
    assertThat(config.maxPollTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.login().flows()).isEmpty();
    assertThat(config.login().registrationFlows()).isEmpty();
    assertThat(config.login().sessionLifetime()).isEqualTo(Duration.ofMinutes(30));
    assertThat(config.login().passwordBackend()).isEqualTo("accounts");
    assertThat(config.login().mail().on()).isFalse();
    assertThat(config.login().mail().from().value()).isEqualTo("matrix@localhost");
  }

  @Test
  void settingsOfFilesLimitsAndProxiesAreRead() {
    MatrixConfig usual =
        MatrixConfig.read(key -> key.equals("jboss.server.data.dir") ? "/srv/data" : null);
    assertThat(usual.media())
        .isEqualTo(
            new MediaConfig(Path.of("/srv/data/media"), 10_485_760, 1_073_741_824L, 25_000_000));
    assertThat(usual.limits().rate("SEND")).isEqualTo(new Rate(30, 100));
    assertThat(usual.limits().pollsPerUser()).isEqualTo(20);
    assertThat(usual.limits().pollsPerAddress()).isEqualTo(500);
    assertThat(usual.proxies()).isEqualTo(new ProxyConfig(List.of(), false));

    Map<String, String> values =
        Map.of(
            "MATRIX_MEDIA_FOLDER", "/srv/files/",
            "MATRIX_UPLOAD_MAX", "2048",
            "MATRIX_UPLOAD_QUOTA", "4096",
            "MATRIX_THUMBNAIL_MAX_PIXELS", "1000",
            "MATRIX_LIMIT_SEND", "10/5000",
            "MATRIX_POLLS_PER_USER", "3",
            "MATRIX_POLLS_PER_ADDRESS", "4",
            "MATRIX_PUBLIC_URL", "https://chat.example.org",
            "MATRIX_TRUSTED_PROXIES", "10.1.2.3, 192.168.0.0/16, fd00::/8");
    MatrixConfig config = MatrixConfig.read(values::get);
    assertThat(config.media())
        .isEqualTo(new MediaConfig(Path.of("/srv/files"), 2048, 4_294_967_296L, 1000));
    assertThat(config.limits().rate("SEND")).isEqualTo(new Rate(10, 5000));
    assertThat(config.limits().pollsPerUser()).isEqualTo(3);
    assertThat(config.limits().pollsPerAddress()).isEqualTo(4);
    assertThat(config.proxies().publicUrlGiven()).isTrue();
    assertThat(config.proxies().trusted()).hasSize(3);
    assertThat(config.presence())
        .isEqualTo(
            new PresenceConfig(
                Duration.ofSeconds(30),
                PresenceConfig.Invites.ACCEPT,
                true,
                Duration.ofMinutes(5)));
  }

  @Test
  void everySettingIsRead() {
    Map<String, String> values =
        Map.of(
            "MATRIX_SERVER_NAME", "Matrix.Example.org:8448",
            "MATRIX_PUBLIC_URL", "https://chat.example.org/",
            "MATRIX_REGISTRATION", "closed",
            "MATRIX_RATE_LIMITS", "off",
            "MATRIX_DB_DRIVER", "postgresql",
            "MATRIX_DB_POOL", " 12 ",
            "MATRIX_REJECT_INVITES", "on",
            "MATRIX_PASSWORD_MEMORY", "65536",
            "MATRIX_COMMIT_WRITERS", "4",
            "MATRIX_POLL_TIMEOUT_MAX", "60");
    MatrixConfig config = MatrixConfig.read(values::get);
    assertThat(config.serverName().value()).isEqualTo("matrix.example.org:8448");
    assertThat(config.publicUrl()).isEqualTo("https://chat.example.org");
    assertThat(config.openRegistration()).isFalse();
    assertThat(config.rateLimits()).isFalse();
    assertThat(config.database()).isEqualTo(new MatrixConfig.DatabaseConfig("postgresql", 12));
    assertThat(config.rejectInvites()).isTrue();
    assertThat(config.passwordMemory()).isEqualTo(65_536);
    assertThat(config.commitWriters()).isEqualTo(4);
    assertThat(config.maxPollTimeout()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void loginSettingsAreRead() {
    Map<String, String> values =
        Map.of(
            "MATRIX_LOGIN_FLOWS", "m.a , m.b;m.c",
            "MATRIX_REGISTRATION_FLOWS", "m.d",
            "MATRIX_LOGIN_SESSION_LIFETIME", "60",
            "MATRIX_PASSWORD_BACKEND", "other",
            "MATRIX_SMTP_HOST", "mail.example.org",
            "MATRIX_SMTP_USER", "kim",
            "MATRIX_SMTP_TLS", "starttls",
            "MATRIX_SMTP_FROM", "chat@example.org",
            "MATRIX_IDENTITY_SERVERS", "Matrix.org, http://localhost:8090/");
    LoginConfig login = MatrixConfig.read(values::get).login();
    assertThat(login.flows()).containsExactly(List.of("m.a", "m.b"), List.of("m.c"));
    assertThat(login.registrationFlows()).containsExactly(List.of("m.d"));
    assertThat(login.sessionLifetime()).isEqualTo(Duration.ofMinutes(1));
    assertThat(login.passwordBackend()).isEqualTo("other");
    assertThat(login.mail().on()).isTrue();
    assertThat(login.mail().authenticates()).isTrue();
    assertThat(login.mail().tls()).isEqualTo(MailConfig.Tls.STARTTLS);
    assertThat(login.mail().from().value()).isEqualTo("chat@example.org");
    assertThat(login.identityServers())
        .containsExactly(URI.create("https://matrix.org"), URI.create("http://localhost:8090"));
  }

  @Test
  void presenceSettingsAreRead() {
    Map<String, String> values =
        Map.of(
            "MATRIX_PRESENCE_GRACE", "5",
            "MATRIX_PRESENCE_INVITES", "mutual",
            "MATRIX_PRESENCE_FEDERATION", "off",
            "MATRIX_PRESENCE_REMOTE_TIMEOUT", "60");
    assertThat(MatrixConfig.read(values::get).presence())
        .isEqualTo(
            new PresenceConfig(
                Duration.ofSeconds(5),
                PresenceConfig.Invites.MUTUAL,
                false,
                Duration.ofSeconds(60)));
  }

  @Test
  void callsPolicyAndAdministratorsAreOffByDefault() {
    MatrixConfig config = MatrixConfig.read(key -> null);
    assertThat(config.turn().uris()).isEmpty();
    assertThat(config.policy().words()).isEmpty();
    assertThat(config.policy().service()).isNull();
    assertThat(config.policy().failOpen()).isFalse();
    assertThat(config.people().admins()).isEmpty();
    assertThat(config.people().addressBook()).isTrue();
  }

  @Test
  void federationSettingsAreRead() {
    FederationConfig usual = MatrixConfig.read(key -> null).federation();
    assertThat(usual)
        .isEqualTo(new FederationConfig(true, Set.of(), List.of(), List.of(), null, null));
    assertThat(usual.allows(new ServerName("any.example"))).isTrue();
    Map<String, String> values =
        Map.of(
            "MATRIX_FEDERATION_ALLOW_SERVERS", "A.example, b.example:8449",
            "MATRIX_FEDERATION_ALLOW_NETWORKS", "10.0.0.0/8, ::1",
            "MATRIX_FEDERATION_DNS", "[::1]:5353",
            "MATRIX_SIGNING_KEY_VERSION", "second");
    FederationConfig config = MatrixConfig.read(values::get).federation();
    assertThat(config.allows(new ServerName("a.Example"))).isTrue();
    assertThat(config.allows(new ServerName("b.example"))).isFalse();
    assertThat(config.networks()).hasSize(2);
    assertThat(config.dns()).isEqualTo(new FederationConfig.DnsServer("::1", 5353));
    assertThat(config.keyVersion()).isEqualTo("second");
    assertThat(
            MatrixConfig.read(Map.of("MATRIX_FEDERATION", "off")::get)
                .federation()
                .allows(new ServerName("any.example")))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, 53",
    "192.0.2.1:54, 192.0.2.1, 54",
    "2001:db8::1, 2001:db8::1, 53",
    "dns.example, dns.example, 53"
  })
  void dnsServerMayBeWrittenInSeveralWays(String text, String host, int port) {
    assertThat(MatrixConfig.read(Map.of("MATRIX_FEDERATION_DNS", text)::get).federation().dns())
        .isEqualTo(new FederationConfig.DnsServer(host, port));
  }

  @Test
  void listsAreReadAndSecretsStayOutOfTheLog() {
    Map<String, String> values =
        Map.of(
            "MATRIX_TURN_URIS", "turn:t.example.org:3478?transport=udp, turns:t.example.org",
            "MATRIX_TURN_SECRET", "n0b0dy",
            "MATRIX_TURN_TTL", "600",
            "MATRIX_POLICY_WORDS", "Foo,,bar , foo",
            "MATRIX_POLICY_BLOCKED_SERVERS", "Evil.example",
            "MATRIX_POLICY_BLOCKED_USERS", "@Mallory:localhost",
            "MATRIX_POLICY_URL", "https://key:n0b0dy@policy.example/check",
            "MATRIX_POLICY_FAIL", "open",
            "MATRIX_ADMINS", "@Root:localhost,@kim:localhost",
            "MATRIX_ADDRESS_BOOK", "off");
    MatrixConfig config = MatrixConfig.read(values::get);
    assertThat(config.turn().uris())
        .containsExactly("turn:t.example.org:3478?transport=udp", "turns:t.example.org");
    assertThat(config.turn().life()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.policy().words()).containsExactlyInAnyOrder("foo", "bar");
    assertThat(config.policy().failOpen()).isTrue();
    assertThat(config.policy().blockedUsers()).hasToString("[@mallory:localhost]");
    assertThat(config.policy().blockedServers()).hasToString("[evil.example]");
    assertThat(config.people().admins()).hasSize(2);
    assertThat(config.people().addressBook()).isFalse();
    assertThat(config.toString()).doesNotContain("n0b0dy");
  }

  @Test
  void registrationTokensAreDemandedAndStayOutOfTheLog() {
    MatrixConfig config = MatrixConfig.read(Map.of("MATRIX_REGISTRATION_TOKENS", "n0b0dy")::get);
    assertThat(config.login().registrationTokens()).containsExactly("n0b0dy");
    assertThat(config.login().registrationFlows())
        .containsExactly(List.of("m.login.registration_token", "m.login.password"));
    assertThat(config.toString()).doesNotContain("n0b0dy");
    assertThat(config.login().accessTokenLifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(config.discovery()).isEqualTo(new DiscoveryConfig(null, null, List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "MATRIX_SERVER_NAME, two words",
    "MATRIX_PUBLIC_URL, ftp://example.org",
    "MATRIX_PUBLIC_URL, not a url",
    "MATRIX_REGISTRATION, maybe",
    "MATRIX_RATE_LIMITS, yes",
    "MATRIX_DB_DRIVER, oracle",
    "MATRIX_DB_POOL, many",
    "MATRIX_DB_POOL, 3",
    "MATRIX_DB_POOL, 99999999999",
    "MATRIX_REJECT_INVITES, true",
    "MATRIX_PASSWORD_MEMORY, 1023",
    "MATRIX_COMMIT_WRITERS, 0",
    "MATRIX_POLL_TIMEOUT_MAX, -1",
    "MATRIX_LOGIN_FLOWS, password",
    "MATRIX_LOGIN_FLOWS, m.login.password;",
    "MATRIX_LOGIN_FLOWS, 'm.a,m.b,m.a'",
    "MATRIX_LOGIN_FLOWS, 'm.a;m.a,m.b'",
    "MATRIX_REGISTRATION_FLOWS, 'm.a;m.a'",
    "MATRIX_LOGIN_SESSION_LIFETIME, 0",
    "MATRIX_ACCESS_TOKEN_LIFETIME, 0",
    "MATRIX_REGISTRATION_TOKENS, two words",
    "MATRIX_WELL_KNOWN_SERVER, two words",
    "MATRIX_SUPPORT_PAGE, help.html",
    "MATRIX_SUPPORT_CONTACTS, nobody",
    "MATRIX_SUPPORT_CONTACTS, @nobody",
    "MATRIX_SMTP_PORT, 65536",
    "MATRIX_SMTP_TLS, ssl",
    "MATRIX_SMTP_FROM, nobody",
    "MATRIX_IDENTITY_SERVERS, ftp://example.org",
    "MATRIX_IDENTITY_SERVERS, example.org/path",
    "MATRIX_IDENTITY_SERVERS, 'example.org,'",
    "MATRIX_UPLOAD_MAX, 1023",
    "MATRIX_UPLOAD_MAX, 1073741824",
    "MATRIX_UPLOAD_QUOTA, 0",
    "MATRIX_THUMBNAIL_MAX_PIXELS, lots",
    "MATRIX_LIMIT_SEND, 30",
    "MATRIX_LIMIT_SEND, 0/100",
    "MATRIX_LIMIT_LOGIN, 10/0",
    "MATRIX_LIMIT_LOGIN, 100000/100000",
    "MATRIX_POLLS_PER_USER, 0",
    "MATRIX_POLLS_PER_ADDRESS, none",
    "MATRIX_TRUSTED_PROXIES, proxy.example.org",
    "MATRIX_TRUSTED_PROXIES, 10.0.0.0/33",
    "MATRIX_TRUSTED_PROXIES, true",
    "MATRIX_PRESENCE_GRACE, 0",
    "MATRIX_PRESENCE_INVITES, everyone",
    "MATRIX_PRESENCE_FEDERATION, some",
    "MATRIX_PRESENCE_REMOTE_TIMEOUT, 4",
    "MATRIX_TURN_URIS, http://turn.example.org",
    "MATRIX_TURN_URIS, turn:turn.example.org",
    "MATRIX_TURN_TTL, 5",
    "MATRIX_POLICY_WORDS, two words",
    "MATRIX_POLICY_MAX_ATTACHMENT, big",
    "MATRIX_POLICY_BLOCKED_SERVERS, a b",
    "MATRIX_POLICY_BLOCKED_USERS, mallory",
    "MATRIX_POLICY_URL, ldap://policy",
    "MATRIX_POLICY_TIMEOUT, 1",
    "MATRIX_POLICY_FAIL, maybe",
    "MATRIX_ADMINS, root",
    "MATRIX_ADDRESS_BOOK, yes",
    "MATRIX_FEDERATION, maybe",
    "MATRIX_FEDERATION_ALLOW_SERVERS, two words",
    "MATRIX_FEDERATION_ALLOW_NETWORKS, 10.0.0.0/99",
    "MATRIX_FEDERATION_ALLOW_NETWORKS, private",
    "MATRIX_FEDERATION_TRUST, /no/such/file.pem",
    "MATRIX_FEDERATION_TRUST, pom.xml",
    "MATRIX_FEDERATION_DNS, dns.example:port",
    "MATRIX_FEDERATION_DNS, 127.0.0.1:0",
    "MATRIX_SIGNING_KEY_VERSION, a-b",
    "MATRIX_SSO_CLIENT_WHITELIST, javascript:alert(1)",
    "MATRIX_SSO_CLIENT_WHITELIST, https://app.example.org/path",
    "MATRIX_SSO_CLIENT_WHITELIST, app.example.org",
    "MATRIX_TERMS, Privacy",
    "MATRIX_TLS_KEYSTORE, pom.xml"
  })
  void wrongValueIsRefusedByASentenceThatNamesIt(String key, String value) {
    assertThatThrownBy(() -> MatrixConfig.read(name -> name.equals(key) ? value : null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The setting " + key + " is wrong")
        .hasMessageContaining(value)
        .hasMessageEndingWith(".");
  }

  @Test
  void documentationNamesJustTheServersSettings() throws IOException {
    Set<String> read = new HashSet<>(CONTAINER_ONLY);
    MatrixConfig.read(
        key -> {
          if (!key.equals("jboss.server.data.dir")) { // the container's own
            read.add(key);
          }
          return null;
        });
    assertThat(read).isEqualTo(MatrixConfig.KEYS);
    assertThat(table(0)).isEqualTo(new TreeSet<>(MatrixConfig.KEYS));
  }

  @Test
  void documentationNamesJustTheSettingsOfAProvider() throws IOException {
    Set<String> read = new HashSet<>();
    MatrixConfig.read(
        key -> {
          if (key.startsWith("MATRIX_OIDC_CORP_")) {
            read.add(key.replace("_CORP_", "_<ID>_"));
          }
          return OidcConfigTest.CORP.get(key);
        });
    assertThat(table(2)).isEqualTo(new TreeSet<>(read));
  }

  @Test
  void documentationNamesJustTheSettingsOfTerms() throws IOException {
    Set<String> read = new HashSet<>();
    MatrixConfig.read(
        key -> {
          if (key.startsWith("MATRIX_TERMS_PRIVACY_")) {
            read.add(key.replace("_PRIVACY_", "_<ID>_").replaceFirst("_EN$", "_<LANG>"));
          }
          return TermsConfigTest.PRIVACY.get(key);
        });
    assertThat(table(3)).isEqualTo(new TreeSet<>(read));
  }

  @Test
  void documentationNamesJustTheContainersSettings() throws IOException {
    Set<String> inScript = new TreeSet<>();
    String script = Files.readString(ROOT.resolve("wildfly-config/matrix-ee.cli"));
    Matcher matcher = Pattern.compile("\\$\\{(?:env\\.)?(MATRIX_[A-Z_]+)").matcher(script);
    while (matcher.find()) {
      inScript.add(matcher.group(1));
    }
    inScript.removeAll(MatrixConfig.KEYS);
    assertThat(table(1)).isEqualTo(inScript);
  }

  /** The settings of the document's n-th table. */
  private static Set<String> table(int number) throws IOException {
    List<String> tables =
        List.of(Files.readString(ROOT.resolve("docs/configuration.md")).split("\\| --- \\|", -1));
    List<String> parts = tables.stream().filter(part -> part.contains("| `MATRIX_")).toList();
    return parts
        .get(number)
        .lines()
        .filter(line -> line.startsWith("| `MATRIX_"))
        .map(line -> line.substring(3, line.indexOf('`', 3)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
