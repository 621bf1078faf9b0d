package org.matrixee.web.client.presence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.PresenceState;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.server.presence.rules.PresenceStates;
import org.matrixee.web.common.JsonOutput;

/**
 * Writes presence as clients of today see it.
 *
 * <p>v1.19: client-server, {@code m.presence}.
 */
@ApplicationScoped
public class PresenceWriter {
  private static final String ONLINE = "online";

  private Clock clock;

  /** For the container. */
  public PresenceWriter() {}

  /** With the clock that the time since the last activity is told by. */
  @Inject
  public PresenceWriter(Clock clock) {
    this.clock = clock;
  }

  /** Appends an array of {@code m.presence} events. */
  public JsonOutput array(List<UserPresence> users, JsonOutput out) {
    out.ascii("[");
    String separator = "";
    for (UserPresence user : users) {
      out.ascii(separator).ascii("{\"type\":\"m.presence\",\"sender\":");
      out.string(user.user().value()).ascii(",\"content\":{");
      fields(user.presence(), out);
      text("displayname", user.displayName(), out);
      text("avatar_url", user.avatarUrl(), out);
      out.ascii("}}");
      separator = ",";
    }
    return out.ascii("]");
  }

  /** Appends the fields of a presence to an open object. */
  public JsonOutput fields(Presence presence, JsonOutput out) {
    out.ascii("\"presence\":\"").ascii(word(presence.state())).ascii("\"");
    text("status_msg", presence.statusMsg(), out);
    long now = clock.millis();
    @Nullable Long ago = presence.lastActiveAgo(now);
    if (ago != null) {
      out.ascii(",\"last_active_ago\":").number(ago);
    }
    if (word(presence.state()).equals(ONLINE)) {
      out.ascii(",\"currently_active\":");
      out.ascii(Boolean.toString(PresenceStates.isActive(presence, now)));
    }
    return out;
  }

  /** The word of today: nobody is more than online. */
  private static String word(PresenceState state) {
    return switch (state) {
      case OFFLINE -> "offline";
      case UNAVAILABLE -> "unavailable";
      case ONLINE, FREE_FOR_CHAT -> ONLINE;
    };
  }

  private static void text(String key, @Nullable String value, JsonOutput out) {
    if (value != null) {
      out.ascii(",\"").ascii(key).ascii("\":").string(value);
    }
  }
}
