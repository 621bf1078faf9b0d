package org.matrixee.server.profile;

import org.jspecify.annotations.Nullable;

/**
 * How a user appears.
 *
 * @param displayName null if unset
 * @param avatarUrl null if unset
 */
public record Profile(@Nullable String displayName, @Nullable String avatarUrl) {
  /** The same with another name. */
  public Profile named(@Nullable String name) {
    return new Profile(name, avatarUrl);
  }

  /** The same with another picture. */
  Profile pictured(@Nullable String url) {
    return new Profile(displayName, url);
  }
}
