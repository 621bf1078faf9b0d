package org.matrixee.model.room;

/** What differs between the authorization rules of the room versions 1 to 12. */
public enum AuthFeature {
  /** Versions 1 to 5: a rule of its own for {@code m.room.aliases} (rule 4 there). */
  ALIASES_RULE,
  /** Versions 1 and 2: the level for redacting is a matter of authorization (rule 11 there). */
  REDACTION_RULE,
  /** From version 6: changes of {@code notifications} are checked like those of {@code events}. */
  NOTIFICATION_LEVELS,
  /** From version 7: the membership and the join rule {@code knock}. */
  KNOCKING,
  /** From version 8: the join rule {@code restricted}. */
  RESTRICTED_JOINS,
  /** From version 10: the join rule {@code knock_restricted}. */
  KNOCK_RESTRICTED,
  /** From version 11: the creator is the sender of {@code m.room.create}. */
  SENDER_IS_CREATOR,
  /** From version 12: creators, of whom there may be several, are above all levels. */
  CREATORS_ABOVE_ALL,
  /** From version 12: the room ID is the ID of {@code m.room.create}, which nothing cites. */
  CREATE_IS_ROOM_ID
}
