package org.matrixee.store.presence;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.UserPresence;

/**
 * Each user's newest presence: of this server's users, and of others as their servers say. Every
 * method is one statement and needs a running transaction.
 *
 * <p>There is one writer only, the server's: whoever writes later writes what is newer.
 */
public interface PresenceStore {
  /** Writes presences, each user's over the one before; a user must not be twice in one call. */
  void save(List<StoredPresence> presences);

  /**
   * The same for users of other servers, whose names are kept with it, since there is no account.
   */
  void saveOfOthers(List<PresenceChange> presences);

  /** Presences of users; who never had one is left out. */
  Map<UserId, Presence> find(Collection<UserId> users);

  /** Everyone of this server who is not offline. */
  List<StoredPresence> awake();

  /**
   * Users of this server who are not offline or whose presence changed after a position, the newest
   * change first.
   *
   * @param limit the most users
   */
  List<UserPresence> ofOurs(long after, int limit);

  /** Users of other servers of whom more is known than that they are offline. */
  List<UserId> knownOfOthers();

  /** The greatest position ever kept; 0 if there is none. */
  long maxPosition();

  /**
   * Everyone somebody may see, each once, ordered by user ID: with {@link Presence#NEVER} if there
   * is nothing else to tell. Listed users who are no accounts and never had a presence are left
   * out.
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
