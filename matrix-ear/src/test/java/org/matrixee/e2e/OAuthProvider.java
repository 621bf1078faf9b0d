package org.matrixee.e2e;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/**
 * An OpenID Connect provider whose every answer a test can spoil. By itself it behaves: a code is
 * good once, for the client that asked for it, with the right secret and verifier.
 */
final class OAuthProvider implements AutoCloseable {
  static final String CLIENT = "matrix";
  static final String SECRET = "s3cret/of matrix";

  private final int port;
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Object>> userInfo = new ConcurrentHashMap<>();
  private volatile HttpServer server;
  private volatile RSAKey key = newKey();

  /** The token requests, as they came. */
  final Queue<Map<String, String>> tokenRequests = new ConcurrentLinkedQueue<>();

  /** What is done to each ID token's claims. */
  volatile UnaryOperator<JWTClaimsSet.Builder> claims = UnaryOperator.identity();

  /** How ID tokens are signed: RS256, or as a forger would: none, HS256, other-key. */
  volatile String signing = "RS256";

  /** Status and body of the token endpoint; null: as it should be. */
  volatile String tokenError;

  volatile int tokenStatus = 400;

  private record Grant(Map<String, String> request, String subject, Map<String, Object> claims) {}

  private OAuthProvider(int port) {
    this.port = port;
  }

  static OAuthProvider start() {
    OAuthProvider provider = notStarted();
    provider.open();
    return provider;
  }

  /** One that is down. */
  static OAuthProvider notStarted() {
    return new OAuthProvider(FreePorts.one());
  }

  /** Starts it, or starts it again at its old address. */
  void open() {
    try {
      HttpServer opened =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      opened.setExecutor(
          Executors.newCachedThreadPool(
              task -> {
                Thread thread = new Thread(task, "provider");
                thread.setDaemon(true);
                return thread;
              }));
      opened.createContext("/", this::answer);
      opened.start();
      server = opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    HttpServer opened = server;
    if (opened != null) {
      opened.stop(0);
      server = null;
    }
  }

  /** All behaves again. */
  void mend() {
    claims = UnaryOperator.identity();
    signing = "RS256";
    tokenError = null;
    tokenStatus = 400;
  }

  /** Throws its key away and signs with a new one. */
  void rotateKey() {
    key = newKey();
  }

  String issuer() {
    return "http://127.0.0.1:" + port;
  }

  /** The settings that make a server use it. */
  ServerSettings in(ServerSettings settings, String id) {
    String prefix = "MATRIX_OIDC_" + id.toUpperCase(java.util.Locale.ROOT) + "_";
    String before = settings.environment().getOrDefault("MATRIX_OIDC_PROVIDERS", "");
    return settings
        .with("MATRIX_PUBLIC_URL", "{url}")
        .with("MATRIX_OIDC_PROVIDERS", before.isEmpty() ? id : before + "," + id)
        .with(prefix + "ISSUER", issuer())
        .with(prefix + "CLIENT_ID", CLIENT)
        .with(prefix + "CLIENT_SECRET", SECRET);
  }

  /**
   * What the person does: says yes to a request. Returns where the browser is sent.
   *
   * @param more claims of the person
   */
  URI allow(URI request, String subject, Map<String, Object> more) {
    Map<String, String> query = query(request.getRawQuery());
    String code = UUID.randomUUID().toString();
    grants.put(code, new Grant(query, subject, more));
    return URI.create(
        query.get("redirect_uri")
            + "?code="
            + code
            + "&state="
            + Client.encode(query.get("state"))
            + "&session_state=x");
  }

  /** What userinfo tells beyond the ID token. */
  void userInfo(String subject, Map<String, Object> told) {
    userInfo.put(subject, told);
  }

  static Map<String, String> query(String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      query.put(decode(pair.substring(0, Math.max(equals, 0))), decode(pair.substring(equals + 1)));
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      switch (exchange.getRequestURI().getPath()) {
        case "/.well-known/openid-configuration" -> send(exchange, 200, metadata());
        case "/keys" -> send(exchange, 200, new JWKSet(key).toPublicJWKSet().toString());
        case "/token" -> token(exchange, query(body), authorization);
        case "/userinfo" -> send(exchange, 200, userInfo(authorization));
        case "/authorize" -> page(exchange);
        default -> send(exchange, 404, "{}");
      }
    }
  }

  private String metadata() {
    return Json.of(
            "issuer",
            issuer(),
            "authorization_endpoint",
            issuer() + "/authorize?tenant=1",
            "token_endpoint",
            issuer() + "/token",
            "userinfo_endpoint",
            issuer() + "/userinfo",
            "jwks_uri",
            issuer() + "/keys",
            "response_types_supported",
            Json.list("code"),
            "subject_types_supported",
            Json.list("public"),
            "id_token_signing_alg_values_supported",
            Json.list("RS256", "HS256", "none"))
        .toString();
  }

  /** For a browser: a page with one link, which says yes. */
  private void page(HttpExchange exchange) throws IOException {
    URI request = exchange.getRequestURI();
    URI back = allow(request, "browser", Map.of("preferred_username", Users.name("clicker")));
    byte[] html =
        ("<!DOCTYPE html><title>Provider</title><a id=allow href=\"" + back + "\">Allow</a>")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(200, html.length);
    exchange.getResponseBody().write(html);
  }

  private void token(HttpExchange exchange, Map<String, String> form, String authorization)
      throws IOException {
    Map<String, String> seen = new LinkedHashMap<>(form);
    seen.put("Authorization", String.valueOf(authorization));
    tokenRequests.add(seen);
    String error = tokenError;
    if (error != null) {
      send(exchange, tokenStatus, error);
      return;
    }
    String basic =
        Base64.getEncoder()
            .encodeToString(
                (CLIENT + ":" + Client.encode(SECRET).replace("%20", "+"))
                    .getBytes(StandardCharsets.UTF_8));
    Grant grant = grants.remove(form.getOrDefault("code", ""));
    if (!("Basic " + basic).equals(authorization)) {
      send(exchange, 401, "{\"error\":\"invalid_client\"}");
    } else if (grant == null
        || !grant.request().get("redirect_uri").equals(form.get("redirect_uri"))
        || !challenge(form.getOrDefault("code_verifier", ""))
            .equals(grant.request().get("code_challenge"))) {
      send(exchange, 400, "{\"error\":\"invalid_grant\"}");
    } else {
      send(
          exchange,
          200,
          Json.of(
                  "access_token",
                  "token of " + grant.subject(),
                  "token_type",
                  "Bearer",
                  "expires_in",
                  60,
                  "id_token",
                  idToken(grant))
              .toString());
    }
  }

  private String userInfo(String authorization) {
    String subject = authorization.replace("Bearer token of ", "");
    return Json.of("sub", subject)
        .setAll(
            Json.of(
                userInfo.getOrDefault(subject, Map.of()).entrySet().stream()
                    .flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), entry.getValue()))
                    .toArray()))
        .toString();
  }

  private String idToken(Grant grant) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder builder =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .subject(grant.subject())
            .audience(CLIENT)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(60)))
            .claim("nonce", grant.request().get("nonce"));
    grant.claims().forEach(builder::claim);
    JWTClaimsSet set = claims.apply(builder).build();
    try {
      if (signing.equals("none")) {
        return new PlainJWT(set).serialize();
      }
      boolean mac = signing.equals("HS256");
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(mac ? JWSAlgorithm.HS256 : JWSAlgorithm.RS256)
                  .keyID(key.getKeyID())
                  .build(),
              set);
      // The classic forgery: the public key, which everybody knows, as the secret.
      token.sign(
          mac
              ? new MACSigner(key.toPublicJWK().toJSONString())
              : new RSASSASigner(signing.equals("RS256") ? key : newKey()));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048)
          .keyID("k" + ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE))
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
