package org.matrixee.server.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * Settings of presence.
 *
 * @param grace how long a user stays online after the last stream closed
 * @param invites who may put local users on a presence list
 * @param acrossServers whether presence and typing are exchanged with other servers
 * @param remoteTimeout how long nothing may be heard of another server until its users count as
 *     offline
 */
public record PresenceConfig(
    Duration grace, Invites invites, boolean acrossServers, Duration remoteTimeout) {
  /** The settings' names, as in the environment. */
  static final Set<String> KEYS =
      Set.of(
          "MATRIX_PRESENCE_GRACE",
          "MATRIX_PRESENCE_INVITES",
          "MATRIX_PRESENCE_FEDERATION",
          "MATRIX_PRESENCE_REMOTE_TIMEOUT");

  /** What becomes of a presence invite (presence-profile-voip, 4). */
  public enum Invites {
    /** Every account accepts. */
    ACCEPT,
    /** Accepted if the other has invited as well, or both share a room; else pending. */
    MUTUAL,
    /** Nobody accepts. */
    DENY;

    static Invites parse(String word) {
      for (Invites policy : values()) {
        if (policy.name().toLowerCase(Locale.ROOT).equals(word)) {
          return policy;
        }
      }
      throw new IllegalArgumentException("must be accept, mutual or deny");
    }
  }

  static PresenceConfig read(Settings settings) {
    return new PresenceConfig(
        Duration.ofSeconds(settings.integer("MATRIX_PRESENCE_GRACE", 30, 1, 3600)),
        settings.read("MATRIX_PRESENCE_INVITES", "accept", Invites::parse),
        settings.choice("MATRIX_PRESENCE_FEDERATION", "on", "off"),
        Duration.ofSeconds(settings.integer("MATRIX_PRESENCE_REMOTE_TIMEOUT", 300, 5, 86_400)));
  }
}
