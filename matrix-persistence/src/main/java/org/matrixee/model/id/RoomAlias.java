package org.matrixee.model.id;

import java.util.Locale;

/**
 * A room alias: {@code #name:domain}.
 *
 * @param value the whole identifier, sigil included
 */
public record RoomAlias(String value) {
  /** Checks the syntax only; whether it exists is a store's to say. */
  public RoomAlias {
    Ids.require(value, '#', "room alias");
  }

  /** The part between the sigil and the first colon. */
  public String localpart() {
    return Ids.localpart(value);
  }

  /**
   * The form that the 2014 API compares and stores, since there aliases are case-insensitive.
   *
   * <p>2014: architecture (S-ALIAS-03).
   */
  public RoomAlias folded() {
    String lower = value.toLowerCase(Locale.ROOT);
    return lower.equals(value) ? this : new RoomAlias(lower);
  }

  /** The server name after the first colon. */
  public ServerName server() {
    return Ids.server(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
