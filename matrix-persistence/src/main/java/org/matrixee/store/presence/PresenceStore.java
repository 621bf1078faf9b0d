package org.matrixee.store.presence;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.UserPresence;

/**
 * Each user's newest presence. Every method is one statement and needs a running transaction.
 *
 * <p>There is one writer only, the server's: whoever writes later writes what is newer.
 */
public interface PresenceStore {
  /** Writes presences, each user's over the one before; a user must not be twice in one call. */
  void save(List<StoredPresence> presences);

  /** Presences of users; who never had one is left out. */
  Map<UserId, Presence> find(Collection<UserId> users);

  /** Everyone who is not offline. */
  List<StoredPresence> awake();

  /** The greatest position ever kept; 0 if there is none. */
  long maxPosition();

  /**
   * Everyone somebody may see, each once, ordered by user ID: with {@link Presence#NEVER} if there
   * is nothing else to tell. Listed users who are no accounts are left out.
   */
  List<UserPresence> all(PresenceAudience audience);

  /**
   * What changed after a position, oldest first.
   *
   * @param after the position
   * @param limit the most changes
   */
  List<PresenceChange> changes(PresenceAudience audience, long after, int limit);
}
