package org.matrixee.server.history.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.room.Membership;

/**
 * Who may see an event: {@code history_visibility} of the room as it was at the event.
 *
 * <p>Spec: client-server, "Room history visibility".
 */
public enum HistoryVisibility {
  /** Anyone, also from outside. */
  WORLD_READABLE,
  /** Whoever has been in the room at the event or later. */
  SHARED,
  /** Whoever was invited or in the room. */
  INVITED,
  /** Whoever was in the room. */
  JOINED;

  /**
   * What an event of type {@code m.room.history_visibility} says; {@link #SHARED} where nothing
   * that is known is said.
   *
   * @param content null if there is no such event
   */
  public static HistoryVisibility of(@Nullable JsonObject content) {
    if (content != null && content.get("history_visibility") instanceof JsonString word) {
      for (HistoryVisibility visibility : values()) {
        if (visibility.word().equals(word.getString())) {
          return visibility;
        }
      }
    }
    return SHARED;
  }

  /** The word of the specification. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether a user may see an event of a room that had this visibility then.
   *
   * @param then the user's membership at the event; null if there was none
   * @param joinedLater whether the user was in the room at some time after the event
   */
  public boolean shows(@Nullable Membership then, boolean joinedLater) {
    return this == WORLD_READABLE
        || then == Membership.JOIN
        || (this == SHARED && joinedLater)
        || (this == INVITED && then == Membership.INVITE);
  }
}
