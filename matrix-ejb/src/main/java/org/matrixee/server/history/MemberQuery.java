package org.matrixee.server.history;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.room.Membership;

/**
 * Which members of a room are asked for.
 *
 * @param at the point of the room's history; null for now
 * @param only the one membership that is wanted; null for any
 * @param not the one that is not; null for none
 */
public record MemberQuery(
    @Nullable StreamToken at, @Nullable Membership only, @Nullable Membership not) {
  boolean wants(@Nullable Membership membership) {
    // Both together: what satisfies one of them.
    if (only != null && not != null) {
      return membership == only || membership != not;
    }
    return only != null ? membership == only : not == null || membership != not;
  }
}
