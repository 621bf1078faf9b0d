package org.matrixee.model.id;

/**
 * An event ID, opaque to clients; case-sensitive.
 *
 * <p>In a 2014 room it is {@code pdu_id@origin}; from room version 3 it is {@code $} and a hash.
 *
 * @param value the whole identifier
 */
public record EventId(String value) {
  /** Checks length and characters only. */
  public EventId {
    Ids.requireText(value, "event ID");
  }

  @Override
  public String toString() {
    return value;
  }
}
