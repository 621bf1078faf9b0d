package org.matrixee.web.client.account;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.device.NewSession;

/**
 * How a client is told of its session.
 *
 * <p>v1.19: Client-Server API, {@code POST /login}, {@code POST /register}, {@code POST /refresh}.
 */
final class Credentials {
  private Credentials() {}

  /** After a login or registration. */
  static JsonObject of(UserId user, @Nullable NewSession session) {
    JsonObjectBuilder answer =
        Json.createObjectBuilder()
            .add("user_id", user.value())
            // Deprecated, but clients that are still around read it.
            .add("home_server", user.server().value());
    if (session != null) {
      answer.add("device_id", session.device().value());
      addTokens(answer, session);
    }
    return answer.build();
  }

  /** After a refresh. */
  static JsonObject of(NewSession session) {
    JsonObjectBuilder answer = Json.createObjectBuilder();
    addTokens(answer, session);
    return answer.build();
  }

  private static void addTokens(JsonObjectBuilder answer, NewSession session) {
    answer.add("access_token", session.accessToken());
    @Nullable String refreshToken = session.refreshToken();
    if (refreshToken != null) {
      answer.add("refresh_token", refreshToken);
    }
    @Nullable Duration lifetime = session.lifetime();
    if (lifetime != null) {
      answer.add("expires_in_ms", lifetime.toMillis());
    }
  }
}
