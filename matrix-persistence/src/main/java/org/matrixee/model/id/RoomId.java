package org.matrixee.model.id;

/**
 * A room ID: {@code !opaque:domain}, or {@code !hash} without a domain since room version 12.
 *
 * @param value the whole identifier, sigil included; case-sensitive
 */
public record RoomId(String value) {
  /** Checks the syntax only; whether the room exists is a store's to say. */
  public RoomId {
    if (value.indexOf(':') < 0 && value.length() > 1 && value.charAt(0) == '!') {
      Ids.requireText(value, "room ID");
    } else {
      Ids.require(value, '!', "room ID");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
