package org.matrixee.model.account;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;

/**
 * Who is asking: the owner of a valid access token.
 *
 * @param user the user
 * @param tokenNid this server's number for the device that the token belongs to, which is the same
 *     for all tokens of one device; transaction ids are scoped to it
 * @param admin whether the user is a server administrator
 * @param device the device that the token belongs to; null if the server itself acts for the user
 */
public record Requester(UserId user, long tokenNid, boolean admin, @Nullable DeviceId device) {
  /** One that is no device: the server acts for the user. */
  public Requester(UserId user, long tokenNid, boolean admin) {
    this(user, tokenNid, admin, null);
  }
}
