package org.matrixee.server.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.EmailAddress;
import org.matrixee.model.account.ThreePid;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.Threads;
import org.matrixee.server.http.LimitedBody;
import org.matrixee.server.json.JsonReader;

/**
 * Asks identity servers over HTTP.
 *
 * <p>Only servers of the trust list come here. No redirect is followed, so that none of them leads
 * us elsewhere; time and size of an answer are limited.
 */
@ApplicationScoped
public class HttpIdentityServers implements IdentityServers {
  private static final Logger LOG = Logger.getLogger(HttpIdentityServers.class);

  private static final String API = "/_matrix/identity/api/v1/3pid/";
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final Duration WHOLE_LIMIT = Duration.ofSeconds(15);
  private static final int MOST_BYTES = 65_536;
  private static final int MOST_ADDRESS = 254;

  private Threads threads;
  private @Nullable HttpClient client;

  /** For the container's proxies. */
  protected HttpIdentityServers() {}

  /** With what it needs. */
  @Inject
  public HttpIdentityServers(Threads threads) {
    this.threads = threads;
  }

  /** Made at first use: most servers trust no identity server. */
  private synchronized HttpClient client() {
    HttpClient known = client;
    if (known == null) {
      known =
          HttpClient.newBuilder()
              .connectTimeout(CONNECT_LIMIT)
              .followRedirects(HttpClient.Redirect.NEVER)
              .executor(threads.executor())
              .build();
      client = known;
    }
    return known;
  }

  @Override
  public CompletionStage<Optional<ThreePid>> findValidated(IdentityCredential credential) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(credential, "getValidated3pid?" + form(parameters(credential))));
    // The answer to a session error has status 200, too: what counts is what is in it.
    return send(credential, request.GET()).thenApply(HttpIdentityServers::threePid);
  }

  @Override
  public CompletionStage<Boolean> bind(IdentityCredential credential, UserId user) {
    String body = form(parameters(credential)) + "&mxid=" + encode(user.value());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(credential, "bind"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return send(credential, request)
        .thenApply(
            answer -> text(answer, "medium").isPresent() && text(answer, "address").isPresent());
  }

  private static URI uri(IdentityCredential credential, String call) {
    return URI.create(credential.server() + API + call);
  }

  private static Map<String, String> parameters(IdentityCredential credential) {
    return Map.of("sid", credential.sid(), "clientSecret", credential.clientSecret());
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private CompletionStage<JsonObject> send(
      IdentityCredential credential, HttpRequest.Builder request) {
    return client()
        .sendAsync(request.timeout(ANSWER_LIMIT).build(), answer -> new LimitedBody(MOST_BYTES))
        .orTimeout(WHOLE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        // What follows an expired time would run on the one thread that watches all times.
        .handleAsync((answer, failure) -> json(credential, answer, failure), threads.executor());
  }

  private static JsonObject json(
      IdentityCredential credential,
      @Nullable HttpResponse<byte[]> answer,
      @Nullable Throwable failure) {
    if (answer == null) {
      LOG.warnf("Identity server %s cannot be asked: %s", credential.server(), failure);
      throw failed();
    }
    if (answer.statusCode() >= 500) {
      LOG.warnf("Identity server %s answers %d", credential.server(), answer.statusCode());
      throw failed();
    }
    try {
      return JsonReader.REQUEST.readObject(answer.body());
    } catch (MatrixException e) {
      LOG.warnf("Identity server %s gives no proper answer", credential.server());
      throw failed();
    }
  }

  private static MatrixException failed() {
    return new MatrixException(
        ErrorCode.M_UNKNOWN,
        502,
        "The identity server cannot be asked at the moment. Try again later.",
        Map.of());
  }

  private static Optional<ThreePid> threePid(JsonObject answer) {
    Optional<String> medium = text(answer, "medium");
    Optional<String> address = text(answer, "address");
    if (medium.isEmpty() || address.isEmpty()) {
      return Optional.empty();
    }
    if (medium.get().equals(ThreePid.EMAIL)) {
      return EmailAddress.parse(address.get()).map(EmailAddress::threePid);
    }
    boolean good =
        medium.get().matches("[a-z0-9._-]{1,50}") && address.get().length() <= MOST_ADDRESS;
    return good ? Optional.of(new ThreePid(medium.get(), address.get())) : Optional.empty();
  }

  private static Optional<String> text(JsonObject answer, String key) {
    String text = answer.containsKey(key) ? answer.getString(key, "") : "";
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
