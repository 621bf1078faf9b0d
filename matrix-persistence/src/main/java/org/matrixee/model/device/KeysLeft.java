package org.matrixee.model.device;

import java.util.List;
import java.util.Map;

/**
 * How many keys of a device can still be given out.
 *
 * @param oneTimeKeys how many one-time keys, by algorithm; without those that have none
 * @param unusedFallbacks the algorithms with a fallback key that was not given out yet, in order
 */
public record KeysLeft(Map<String, Integer> oneTimeKeys, List<String> unusedFallbacks) {
  /** Copies both. */
  public KeysLeft {
    oneTimeKeys = Map.copyOf(oneTimeKeys);
    unusedFallbacks = List.copyOf(unusedFallbacks);
  }
}
