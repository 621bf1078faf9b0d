package org.matrixee.model.account;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;

/**
 * An account of this server.
 *
 * @param user the folded user ID
 * @param passwordHash argon2id in PHC form; null if the account has no password of ours
 * @param displayName null if unset
 * @param avatarUrl null if unset
 * @param admin whether the user is a server administrator
 * @param createdTs ms since 1970
 */
public record Account(
    UserId user,
    @Nullable String passwordHash,
    @Nullable String displayName,
    @Nullable String avatarUrl,
    boolean admin,
    long createdTs) {

  /** Leaves the hash out: accounts are logged at times. */
  @Override
  public String toString() {
    return "Account[" + user + "]";
  }
}
