package org.matrixee.web.legacy.client.event;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;

/**
 * How a client wants to see {@code m.room.power_levels}.
 *
 * <p>The map of users to levels became {@code users} and {@code users_default} in 2015, under the
 * same base path, and clients of that year fail without them. Such a client says so by the query
 * parameter {@code org.matrixee.levels=2015}, and gets both keys in addition.
 */
public enum LevelsForm {
  /** As it was sent. */
  OF_2014,
  /** With the keys of 2015 in addition. */
  OF_2015;

  private static final JsonProvider JSON = JsonProvider.provider();
  private static final String PARAMETER = "org.matrixee.levels";
  private static final String DEFAULT = "default";
  private static final String USERS = "users";
  private static final String USERS_DEFAULT = "users_default";

  /** What a request asks for. */
  public static LevelsForm of(UriInfo uri) {
    return "2015".equals(uri.getQueryParameters().getFirst(PARAMETER)) ? OF_2015 : OF_2014;
  }

  /** The content of such an event in this form. */
  JsonObject content(JsonObject sent) {
    if (sent.get(USERS) instanceof JsonObject users && !isOf2014(sent)) {
      return withLevelsOf2014(sent, users);
    }
    return this == OF_2014 ? sent : withUsers(sent);
  }

  private static boolean isOf2014(JsonObject sent) {
    return sent.keySet().stream().anyMatch(key -> key.startsWith("@") || key.equals(DEFAULT));
  }

  /** A room of today's: its form has the keys of 2015, and gets those of 2014 in addition. */
  private static JsonObject withLevelsOf2014(JsonObject sent, JsonObject users) {
    JsonObjectBuilder both = JSON.createObjectBuilder(sent);
    users.forEach(both::add);
    return both.add(DEFAULT, sent.getOrDefault(USERS_DEFAULT, JSON.createValue(0))).build();
  }

  private static JsonObject withUsers(JsonObject sent) {
    JsonObjectBuilder users = JSON.createObjectBuilder();
    for (Map.Entry<String, JsonValue> entry : sent.entrySet()) {
      if (entry.getKey().startsWith("@")) {
        users.add(entry.getKey(), entry.getValue());
      }
    }
    return JSON.createObjectBuilder(sent)
        .add(USERS, users)
        .add(USERS_DEFAULT, sent.getOrDefault(DEFAULT, JSON.createValue(0)))
        .build();
  }
}
