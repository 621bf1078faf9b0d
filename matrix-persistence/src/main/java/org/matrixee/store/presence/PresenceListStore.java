package org.matrixee.store.presence;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.matrixee.model.id.UserId;

/**
 * Presence lists: whom users watch, and whether they may. An accepted entry is the permission, too.
 * Every method is one statement and needs a running transaction.
 */
public interface PresenceListStore {
  /** Writes entries over those that are there; none may be twice in one call. */
  void save(List<PresenceListEntry> entries);

  /** Removes users from an observer's list; who is not on it is ignored. */
  void remove(UserId observer, Collection<UserId> observed);

  /** An observer's list, ordered by user ID. */
  List<PresenceListEntry> ofObserver(UserId observer);

  /** Whom observers may watch; observers without anyone are left out. */
  Map<UserId, Set<UserId>> accepted(Collection<UserId> observers);

  /** Which of the given users have the observed one on their list, accepted or not. */
  Set<UserId> observersAmong(UserId observed, Collection<UserId> observers);

  /** Whether an entry is there and accepted. */
  boolean isAccepted(UserId observer, UserId observed);
}
