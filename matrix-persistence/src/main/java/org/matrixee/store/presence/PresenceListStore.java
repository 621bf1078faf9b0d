package org.matrixee.store.presence;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;

/**
 * Presence lists: whom users watch, and whether they may. An accepted entry is the permission, too.
 * Every method is one statement and needs a running transaction.
 */
public interface PresenceListStore {
  /**
   * Writes entries over those that are there; none may be twice in one call. The observer's server
   * is told of changes from then on.
   */
  void save(List<PresenceListEntry> entries);

  /** Removes users from an observer's list; who is not on it is ignored. */
  void remove(UserId observer, Collection<UserId> observed);

  /** An observer's list, ordered by user ID. */
  List<PresenceListEntry> ofObserver(UserId observer);

  /** Whom observers may watch; observers without anyone are left out. */
  Map<UserId, Set<UserId>> accepted(Collection<UserId> observers);

  /** Which of the given users have the observed one on their list, accepted or not. */
  Set<UserId> observersAmong(UserId observed, Collection<UserId> observers);

  /** An entry, if there is one. */
  Optional<PresenceListEntry> find(UserId observer, UserId observed);

  /** Which of the given users somebody has on the list, and may watch. */
  Set<UserId> observedAmong(Collection<UserId> users);

  /** Whom observers of a server may watch on others; accepted entries only. */
  Set<UserId> observedOn(ServerName observers, Collection<ServerName> servers);

  /** The servers of which somebody may watch users. */
  Set<ServerName> observedServers();

  /** The servers whose users may watch the given ones, this one too. */
  List<ObservingServer> observingServers(Collection<UserId> observed);

  /** Notes whether a server wants to be told of changes of users whom its own may watch. */
  void watch(ServerName server, Collection<UserId> observed, boolean watched);

  /**
   * How many entries the observers of a server have.
   *
   * @param most counts no further
   */
  int count(ServerName observers, int most);

  /**
   * A server that has observers of a user.
   *
   * @param watches whether it wants to be told of changes
   */
  record ObservingServer(UserId observed, ServerName server, boolean watches) {}

  /** Whether an entry is there and accepted. */
  boolean isAccepted(UserId observer, UserId observed);
}
