package org.matrixee.server.presence;

import java.util.Set;
import org.matrixee.model.id.UserId;

/**
 * An observer may watch other users than before. Fired in the transaction that changes the list;
 * meant for observers after its commit.
 *
 * @param added whom the observer may watch now
 * @param removed whom no more
 */
public record PresenceListChanged(UserId observer, Set<UserId> added, Set<UserId> removed) {
  /** Copies the sets. */
  public PresenceListChanged {
    added = Set.copyOf(added);
    removed = Set.copyOf(removed);
  }
}
