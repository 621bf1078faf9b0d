package org.matrixee.server.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.room.Verdict;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.PolicyConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.http.LimitedBody;
import org.matrixee.server.json.JsonReader;

/**
 * Asks an outside service over HTTP: {@code POST} with {@code {"event": {"type", "user_id",
 * "room_id", "state_key", "content"}}}, answered by {@code {"action": "allow"}} or {@code
 * {"action": "deny", "text"}}. While it gives no such answer in time, the setting decides.
 */
@ApplicationScoped
public class ServicePolicy implements PolicyHook {
  private static final int MAX_ANSWER = 16_384;
  private static final Logger LOG = Logger.getLogger(ServicePolicy.class);
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final int OK = 200;
  private static final int MAX_TEXT = 500;

  private PolicyConfig config;
  private Threads threads;
  private @Nullable HttpClient client;

  /** For the container's proxies. */
  protected ServicePolicy() {}

  /** With what the settings say. */
  @Inject
  public ServicePolicy(MatrixConfig config, Threads threads) {
    this.config = config.policy();
    this.threads = threads;
  }

  @Override
  public boolean isOn() {
    return config.service() != null;
  }

  @Override
  public CompletionStage<Verdict> ask(PolicyQuestion question) {
    URI service = config.service();
    if (service == null) {
      return CompletableFuture.completedStage(Verdict.allowed());
    }
    HttpRequest request =
        HttpRequest.newBuilder(service)
            .timeout(config.timeout())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body(question)))
            .build();
    return client()
        .sendAsync(request, head -> new LimitedBody(MAX_ANSWER))
        .handleAsync((response, failure) -> verdict(response, failure), threads.executor());
  }

  /** Made when it is first needed: it brings threads of its own. */
  private synchronized HttpClient client() {
    HttpClient made = client;
    if (made == null) {
      made =
          HttpClient.newBuilder()
              .connectTimeout(config.timeout())
              .followRedirects(HttpClient.Redirect.NEVER)
              .executor(threads.executor())
              .build();
      client = made;
    }
    return made;
  }

  private static String body(PolicyQuestion question) {
    JsonObjectBuilder event = JSON.createObjectBuilder();
    event.add("type", question.type()).add("user_id", question.sender().value());
    if (question.room() != null) {
      event.add("room_id", question.room().value());
    }
    if (question.stateKey() != null) {
      event.add("state_key", question.stateKey());
    }
    event.add("content", question.content());
    return JSON.createObjectBuilder().add("event", event).build().toString();
  }

  private Verdict verdict(@Nullable HttpResponse<byte[]> response, @Nullable Throwable failure) {
    if (response == null) {
      return unanswered(failure == null ? "no answer" : failure.getClass().getSimpleName());
    }
    if (response.statusCode() != OK) {
      return unanswered("status " + response.statusCode());
    }
    try {
      JsonObject answer = JsonReader.REQUEST.readObject(response.body());
      return switch (answer.getString("action", "")) {
        case "allow" -> Verdict.allowed();
        case "deny" -> Verdict.denied("policy.service", text(answer));
        default -> unanswered("an answer without an action");
      };
    } catch (RuntimeException e) {
      return unanswered("an answer that cannot be read");
    }
  }

  private static String text(JsonObject answer) {
    String text = answer.getString("text", "").strip();
    return text.isEmpty() || text.length() > MAX_TEXT
        ? "This server's policy does not allow this."
        : text;
  }

  private Verdict unanswered(String what) {
    LOG.warnf("The policy service gave %s", what);
    return config.failOpen()
        ? Verdict.allowed()
        : Verdict.denied("policy.unanswered", "This server cannot ask its policy at the moment.");
  }
}
