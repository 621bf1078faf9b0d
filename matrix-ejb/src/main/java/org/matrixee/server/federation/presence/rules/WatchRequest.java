package org.matrixee.server.federation.presence.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;

/**
 * The content of {@code m.presence_invite}, {@code m.presence_accept} and {@code m.presence_deny}.
 *
 * <p>2014: federation-v1, 11.
 *
 * @param observer who wants to watch
 * @param observed whom
 */
public record WatchRequest(UserId observer, UserId observed) {
  /** The observer's server asks. */
  public static final String INVITE = "m.presence_invite";

  /** The observed user's server allows it. */
  public static final String ACCEPT = "m.presence_accept";

  /** It does not. */
  public static final String DENY = "m.presence_deny";

  private static final JsonProvider JSON = JsonProvider.provider();

  /**
   * Reads a content.
   *
   * @throws MatrixException M_BAD_JSON if a user is missing or no user ID
   */
  public static WatchRequest read(JsonObject content) {
    return new WatchRequest(user(content, "observer_user"), user(content, "observed_user"));
  }

  private static UserId user(JsonObject content, String key) {
    if (!(content.get(key) instanceof JsonString text)) {
      throw new MatrixException(ErrorCode.M_BAD_JSON, key + " is missing.");
    }
    UserId user = new UserId(text.getString());
    user.server(); // checks the server's name
    return user;
  }

  /** The content. */
  public JsonObject content() {
    return JSON.createObjectBuilder()
        .add("observed_user", observed.value())
        .add("observer_user", observer.value())
        .build();
  }
}
