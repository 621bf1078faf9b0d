package org.matrixee.model.presence;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;

/**
 * What an {@code m.presence} event tells about a user.
 *
 * <p>2014: presence-profile-voip, 6.
 *
 * @param displayName null if unset
 * @param avatarUrl null if unset
 */
public record UserPresence(
    UserId user, Presence presence, @Nullable String displayName, @Nullable String avatarUrl) {

  /** The same with another presence. */
  public UserPresence with(Presence other) {
    return new UserPresence(user, other, displayName, avatarUrl);
  }
}
