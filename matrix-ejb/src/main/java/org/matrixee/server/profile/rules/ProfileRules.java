package org.matrixee.server.profile.rules;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a profile may hold.
 *
 * <p>2014: presence-profile-voip, 7: any Unicode for the name, an address of a picture that clients
 * fetch themselves for the avatar. Never an address that a client would run.
 */
public final class ProfileRules {
  /** So long that it fits any event with room to spare. */
  static final int MAX_NAME = 8192;

  static final int MAX_URL = 2048;

  private static final Set<String> SCHEMES = Set.of("http", "https", "mxc");

  private ProfileRules() {}

  /** What is wrong with a display name, as a sentence; empty if nothing is. */
  public static Optional<String> findNameProblem(String name) {
    return name.length() > MAX_NAME
        ? Optional.of("A display name must not be longer than " + MAX_NAME + " characters.")
        : Optional.empty();
  }

  /** What is wrong with an avatar's address, as a sentence; empty if nothing is. */
  public static Optional<String> findAvatarProblem(String url) {
    if (url.length() > MAX_URL) {
      return Optional.of("avatar_url must not be longer than " + MAX_URL + " characters.");
    }
    return isPicture(url)
        ? Optional.empty()
        : Optional.of("avatar_url must be an address that begins with http, https or mxc.");
  }

  private static boolean isPicture(String url) {
    try {
      // Addresses of the time may hold characters beyond ASCII, which URI takes, but no spaces.
      URI uri = new URI(url);
      String scheme = uri.getScheme();
      String place = uri.getRawAuthority();
      return scheme != null
          && SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))
          && place != null
          && !place.isEmpty();
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
