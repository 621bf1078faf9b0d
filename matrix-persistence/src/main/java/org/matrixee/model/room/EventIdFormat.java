package org.matrixee.model.room;

/** Where an event's ID comes from. */
public enum EventIdFormat {
  /** 2014: {@code pdu_id@origin}. */
  PDU_ID_AND_ORIGIN,
  /** Room versions 1 and 2: chosen by the origin, {@code $opaque:server}. */
  LOCALPART_AND_SERVER,
  /** Room version 3: {@code $} and the reference hash in base64. */
  HASH,
  /** From room version 4: the same in URL-safe base64. */
  URL_SAFE_HASH
}
