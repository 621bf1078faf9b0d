package org.matrixee.e2e;

import java.util.Map;
import java.util.TreeMap;

/**
 * How a server under test is started.
 *
 * @param id a short name for folders and messages
 * @param environment the {@code MATRIX_*} variables; <code>{url}</code> stands for the address that
 *     clients reach the server by, <code>{tls}</code> for the port for other servers
 */
public record ServerSettings(String id, Map<String, String> environment) {
  /** Copies the map. */
  public ServerSettings {
    environment = Map.copyOf(environment);
  }

  /** An own embedded database, open registration, no rate limits. */
  public static ServerSettings h2(String id) {
    return new ServerSettings(
        id,
        Map.of(
            "MATRIX_SERVER_NAME", "localhost",
            "MATRIX_REGISTRATION", "open",
            "MATRIX_RATE_LIMITS", "off",
            // Cheap hashes: hundreds of accounts are made, and none is worth guarding.
            "MATRIX_PASSWORD_MEMORY", "1024"));
  }

  /** The same on an own, new database of the shared PostgreSQL. */
  public static ServerSettings postgresql(String id) {
    return h2(id)
        .with("MATRIX_DB_DRIVER", "postgresql")
        .with("MATRIX_DB_URL", Postgres.newDatabase(id))
        .with("MATRIX_DB_USER", "postgres")
        .with("MATRIX_DB_PASSWORD", "postgres");
  }

  /** The database named by a test's parameter: {@code h2} or {@code postgresql}. */
  public static ServerSettings on(String database, String id) {
    return database.equals("h2") ? h2(id + "-h2") : postgresql(id + "-postgresql");
  }

  /** The same with one variable more or other. */
  public ServerSettings with(String variable, String value) {
    Map<String, String> changed = new TreeMap<>(environment);
    changed.put(variable, value);
    return new ServerSettings(id, changed);
  }

  /** The same with the addresses filled in. */
  ServerSettings onPorts(int offset) {
    Map<String, String> filled = new TreeMap<>();
    environment.forEach(
        (name, value) ->
            filled.put(
                name,
                value
                    .replace("{url}", "http://127.0.0.1:" + (8080 + offset))
                    .replace("{tls}", Integer.toString(8448 + offset))));
    return new ServerSettings(id, filled);
  }

  /** The server's name. */
  public String serverName() {
    return environment.getOrDefault("MATRIX_SERVER_NAME", "localhost");
  }
}
