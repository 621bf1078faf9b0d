package org.matrixee.model.room;

/** How an event is written on the federation wire. */
public enum PduFormat {
  /** 2014: {@code pdu_id}, {@code context}, {@code pdu_type}, pairs in {@code prev_pdus}. */
  PAIRS_2014,
  /** Room versions 1 and 2: pairs of event ID and hash. */
  REFERENCE_PAIRS,
  /** Room versions 3 to 10: lists of event IDs, the event's own ID left out. */
  ID_LISTS,
  /** Room version 11: as before, and {@code redacts} is part of the content. */
  ID_LISTS_REDACTS_IN_CONTENT,
  /** Room version 12: as before, and {@code m.room.create} has no {@code room_id}. */
  ID_LISTS_CREATE_WITHOUT_ROOM
}
