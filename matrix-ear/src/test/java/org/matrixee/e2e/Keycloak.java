package org.matrixee.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real Keycloak with the realm of src/test/keycloak. Started once for all tests of this JVM,
 * which it does not outlive.
 */
final class Keycloak {
  static final String CLIENT = "matrix";
  static final String SECRET = "keycloak-client-secret";
  static final String USER = "kim.lee";
  static final String PASSWORD = "keycloak-password";

  /** Its first start on a busy machine takes more than a minute. */
  private static final Duration START_LIMIT = Duration.ofMinutes(6);

  private final int port = FreePorts.one();
  private final Path log;
  private final Process process;

  private static final class Holder {
    static final Keycloak SHARED = new Keycloak();
  }

  private Keycloak() {
    Path home = home();
    try {
      Path folder = Files.createDirectories(Path.of("target", "keycloak-run").toAbsolutePath());
      log = folder.resolve("keycloak.log");
      Path imports = Files.createDirectories(home.resolve("data").resolve("import"));
      Files.copy(
          Path.of("src", "test", "keycloak", "realm.json"),
          imports.resolve("realm.json"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      ProcessBuilder builder =
          new ProcessBuilder(
              List.of(
                  "/bin/sh",
                  home.resolve("bin").resolve("kc.sh").toString(),
                  "start-dev",
                  "--db=dev-mem",
                  "--http-host=127.0.0.1",
                  "--http-port=" + port,
                  "--import-realm"));
      builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
      builder.redirectErrorStream(true);
      builder.redirectOutput(log.toFile());
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    awaitRealm();
  }

  /** Starts it at the first call. */
  static Keycloak shared() {
    return Holder.SHARED;
  }

  private static Path home() {
    Path home =
        Path.of(System.getProperty("matrix.keycloak.home", "target/keycloak")).toAbsolutePath();
    if (!Files.exists(home.resolve("bin").resolve("kc.sh"))) {
      throw new IllegalStateException("the build has not unpacked a Keycloak to " + home);
    }
    return home;
  }

  String issuer() {
    return "http://127.0.0.1:" + port + "/realms/matrix";
  }

  /** The settings that make a server use it. */
  ServerSettings in(ServerSettings settings, String id, String name) {
    String prefix = "MATRIX_OIDC_" + id.toUpperCase(java.util.Locale.ROOT) + "_";
    String before = settings.environment().getOrDefault("MATRIX_OIDC_PROVIDERS", "");
    return settings
        .with("MATRIX_PUBLIC_URL", "{url}")
        .with("MATRIX_OIDC_PROVIDERS", before.isEmpty() ? id : before + "," + id)
        .with(prefix + "NAME", name)
        .with(prefix + "ISSUER", issuer())
        .with(prefix + "CLIENT_ID", CLIENT)
        .with(prefix + "CLIENT_SECRET", SECRET);
  }

  private void awaitRealm() {
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
            .timeout(Duration.ofSeconds(20))
            .build();
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    try {
      while (System.nanoTime() < deadline && !process.waitFor(500, TimeUnit.MILLISECONDS)) {
        if (answers(http, request)) {
          return;
        }
      }
      kill();
      throw new IllegalStateException("Keycloak does not start:\n" + Files.readString(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean answers(HttpClient http, HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (ConnectException | HttpTimeoutException e) {
      return false;
    }
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
