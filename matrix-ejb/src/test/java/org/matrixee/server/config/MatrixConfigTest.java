package org.matrixee.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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

/** Defaults, refusals, and that the documentation names just what the server reads. */
class MatrixConfigTest {
  private static final Path ROOT = Path.of("..");

  /** What the container's data source reads, and the server only documents. */
  private static final Set<String> CONTAINER_ONLY =
      Set.of("MATRIX_DB_URL", "MATRIX_DB_USER", "MATRIX_DB_PASSWORD");

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
    "MATRIX_ADDRESS_BOOK, yes"
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
          read.add(key);
          return null;
        });
    assertThat(read).isEqualTo(MatrixConfig.KEYS);
    assertThat(table(0)).isEqualTo(new TreeSet<>(MatrixConfig.KEYS));
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
