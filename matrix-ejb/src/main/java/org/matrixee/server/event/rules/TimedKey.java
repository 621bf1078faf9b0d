package org.matrixee.server.event.rules;

/**
 * A server's key for events, and its end: what was made later is not verified by it, or whoever
 * gets hold of an old key could speak for its server for ever.
 *
 * @param goodUntilTs ms since 1970
 */
public record TimedKey(VerifyKey key, long goodUntilTs) {
  /** Whether an event of this time may be signed with it. */
  public boolean isGoodAt(long ts) {
    return ts <= goodUntilTs;
  }
}
