package org.matrixee.server.authorization.rules;

import org.jspecify.annotations.Nullable;

/**
 * The levels that are written into a new event. Only events of 2014 carry any.
 *
 * <p>2014: authorization-v1, section 4; federation-v1, section 3 ({@code power_level}).
 *
 * @param sender the sender's level
 * @param required the level needed to replace it; null if none
 */
public record LevelStamp(long sender, @Nullable Long required) {
  /** For events that carry no levels. */
  public static final LevelStamp NONE = new LevelStamp(0, null);
}
