package org.matrixee.web.legacy.client.presence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.web.common.JsonOutput;

/**
 * Writes presence as clients of 2014 see it.
 *
 * <p>2014: presence-profile-voip, 2 and 6. What is unset is left out.
 */
@ApplicationScoped
public class PresenceEventWriter {
  private Clock clock;

  /** For the container. */
  public PresenceEventWriter() {}

  /** With the clock that the time since the last activity is told by. */
  @Inject
  public PresenceEventWriter(Clock clock) {
    this.clock = clock;
  }

  /** Appends an array of {@code m.presence} events. */
  public JsonOutput array(List<UserPresence> users, JsonOutput out) {
    return more(users, true, out.ascii("[")).ascii("]");
  }

  /**
   * Appends {@code m.presence} events to an open array.
   *
   * @param first whether the array is empty so far
   */
  public JsonOutput more(List<UserPresence> users, boolean first, JsonOutput out) {
    long now = clock.millis();
    String separator = first ? "" : ",";
    for (UserPresence user : users) {
      out.ascii(separator).ascii("{\"type\":\"m.presence\",\"content\":{\"user_id\":");
      fields(user.presence(), now, out.string(user.user().value()).ascii(","));
      text("displayname", user.displayName(), out);
      text("avatar_url", user.avatarUrl(), out);
      out.ascii("}}");
      separator = ",";
    }
    return out;
  }

  /** Appends the entries of a presence list. */
  JsonOutput list(List<UserPresence> users, JsonOutput out) {
    long now = clock.millis();
    String separator = "[";
    for (UserPresence user : users) {
      out.ascii(separator).ascii("{\"user_id\":").string(user.user().value()).ascii(",");
      fields(user.presence(), now, out).ascii("}");
      separator = ",";
    }
    return out.ascii(users.isEmpty() ? "[]" : "]");
  }

  /** Appends a user's status. */
  JsonOutput status(Presence presence, JsonOutput out) {
    return fields(presence, clock.millis(), out.ascii("{")).ascii("}");
  }

  private static JsonOutput fields(Presence presence, long now, JsonOutput out) {
    out.ascii("\"presence\":\"").ascii(presence.state().word()).ascii("\"");
    text("status_msg", presence.statusMsg(), out);
    @Nullable Long ago = presence.lastActiveAgo(now);
    return ago == null ? out : out.ascii(",\"last_active_ago\":").number(ago);
  }

  private static void text(String key, @Nullable String value, JsonOutput out) {
    if (value != null) {
      out.ascii(",\"").ascii(key).ascii("\":").string(value);
    }
  }
}
