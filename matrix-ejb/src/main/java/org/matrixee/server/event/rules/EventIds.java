package org.matrixee.server.event.rules;

import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.EventIdFormat;

/**
 * Identifiers that are made of an event's reference hash.
 *
 * <p>Spec: room versions 3 and 4, "Event IDs"; room version 12, "Event format".
 */
final class EventIds {
  private EventIds() {}

  /**
   * The ID of an event whose reference hash is known.
   *
   * @param referenceHash unpadded base64
   * @throws IllegalArgumentException if IDs of that format are not made of hashes
   */
  static EventId ofHash(EventIdFormat format, String referenceHash) {
    return switch (format) {
      case HASH -> new EventId("$" + referenceHash);
      case URL_SAFE_HASH -> new EventId("$" + referenceHash.replace('+', '-').replace('/', '_'));
      case PDU_ID_AND_ORIGIN, LOCALPART_AND_SERVER ->
          throw new IllegalArgumentException("not made of hashes: " + format);
    };
  }

  /** The ID of the room that an event creates, from room version 12. */
  static RoomId roomOf(EventId create) {
    return new RoomId("!" + create.value().substring(1));
  }
}
