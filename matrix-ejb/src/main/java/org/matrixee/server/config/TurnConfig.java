package org.matrixee.server.config;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The TURN servers that calls may go through.
 *
 * @param uris their addresses; none if calls go without
 * @param secret what the TURN servers and this server share, for credentials that expire; null if
 *     user and password are fixed
 * @param user the fixed user; null if there is a secret
 * @param password the fixed password; null if there is a secret
 * @param life how long credentials are good for
 */
public record TurnConfig(
    List<String> uris,
    @Nullable String secret,
    @Nullable String user,
    @Nullable String password,
    Duration life) {

  private static final Pattern URI =
      Pattern.compile("(?:turns?|stuns?):[A-Za-z0-9.:\\[\\]-]+(?:\\?transport=(?:udp|tcp))?");

  private static final int DAY = 86_400;

  /** Copies the list. */
  public TurnConfig {
    uris = List.copyOf(uris);
  }

  static TurnConfig read(Settings settings) {
    @Nullable String secret = settings.find("MATRIX_TURN_SECRET");
    @Nullable String user = settings.find("MATRIX_TURN_USER");
    @Nullable String password = settings.find("MATRIX_TURN_PASSWORD");
    boolean credentials = secret != null || (user != null && password != null);
    List<String> uris =
        settings.list(
            "MATRIX_TURN_URIS",
            uri -> {
              if (!URI.matcher(uri).matches()) {
                throw new IllegalArgumentException(
                    "must be a list of addresses such as turn:turn.example.org:3478?transport=udp");
              }
              if (!credentials) {
                throw new IllegalArgumentException(
                    "needs MATRIX_TURN_SECRET, or MATRIX_TURN_USER and MATRIX_TURN_PASSWORD");
              }
              return uri;
            });
    int life = settings.integer("MATRIX_TURN_TTL", DAY, 60, 30 * DAY);
    return new TurnConfig(uris, secret, user, password, Duration.ofSeconds(life));
  }

  /** Leaves the secrets out. */
  @Override
  public String toString() {
    return "TurnConfig[" + uris + ", " + life + "]";
  }
}
