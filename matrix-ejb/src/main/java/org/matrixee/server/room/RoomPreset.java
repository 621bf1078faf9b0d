package org.matrixee.server.room;

import java.util.Arrays;
import java.util.Optional;
import org.matrixee.model.room.JoinRule;

/**
 * What a new room is for, from which its first rules follow.
 *
 * <p>Spec: client-server, {@code POST createRoom}, table of presets.
 */
public enum RoomPreset {
  /** Whoever is invited. */
  PRIVATE_CHAT("private_chat", JoinRule.INVITE, "can_join"),
  /** Whoever is invited, all as high as the creator. */
  TRUSTED_PRIVATE_CHAT("trusted_private_chat", JoinRule.INVITE, "can_join"),
  /** Everyone. */
  PUBLIC_CHAT("public_chat", JoinRule.PUBLIC, "forbidden");

  private final String word;
  private final JoinRule joinRule;
  private final String guestAccess;

  RoomPreset(String word, JoinRule joinRule, String guestAccess) {
    this.word = word;
    this.joinRule = joinRule;
    this.guestAccess = guestAccess;
  }

  /** The preset that a request names; empty if there is none of that name. */
  public static Optional<RoomPreset> parse(String word) {
    return Arrays.stream(values()).filter(preset -> preset.word.equals(word)).findFirst();
  }

  JoinRule joinRule() {
    return joinRule;
  }

  String guestAccess() {
    return guestAccess;
  }

  /** The level needed to invite. */
  long inviteLevel() {
    return this == PUBLIC_CHAT ? 50 : 0;
  }
}
