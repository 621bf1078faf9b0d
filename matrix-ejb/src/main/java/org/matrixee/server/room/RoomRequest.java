package org.matrixee.server.room;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;

/**
 * The room that a user asks for.
 *
 * @param listed whether it is in the public list and open to anyone (2014: {@code visibility})
 * @param aliasName the local part of an alias to make; null for none
 * @param name null for none
 * @param topic null for none
 * @param invite who is invited, folded
 */
public record RoomRequest(
    boolean listed,
    @Nullable String aliasName,
    @Nullable String name,
    @Nullable String topic,
    List<UserId> invite) {

  /** Copies the list. */
  public RoomRequest {
    invite = List.copyOf(invite);
  }

  /** The same with other people invited. */
  RoomRequest inviting(List<UserId> others) {
    return new RoomRequest(listed, aliasName, name, topic, others);
  }
}
