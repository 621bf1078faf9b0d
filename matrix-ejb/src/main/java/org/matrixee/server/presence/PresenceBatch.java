package org.matrixee.server.presence;

import java.util.List;
import org.matrixee.model.presence.PresenceUpdate;

/**
 * Changes of presence that were kept, as they travel over the queue and then to the streams.
 *
 * @param after the last position of the batch before; if a reader has not come so far, one is lost
 * @param upTo the last position of this one
 * @param updates each user's newest; their positions lie in that range
 */
public record PresenceBatch(long after, long upTo, List<PresenceUpdate> updates) {
  /** Copies the list. */
  public PresenceBatch {
    updates = List.copyOf(updates);
  }
}
