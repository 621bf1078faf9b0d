package org.matrixee.server.presence;

import java.util.Collection;
import org.matrixee.model.id.UserId;

/**
 * What presence lists have to say to other servers. Each method belongs to the caller's
 * transaction: nothing is said if that fails.
 *
 * <p>2014: presence-profile-voip, 4.
 */
public interface PresenceAcrossServers {
  /** Whether presence is exchanged with a user's server at all. */
  boolean reaches(UserId user);

  /** Asks users of other servers to let a user of this one watch them. */
  void invite(UserId observer, Collection<UserId> observed);

  /** Tells observers on other servers that they may watch a user of this one. */
  void accept(Collection<UserId> observers, UserId observed);

  /** A user of this server does not watch users of others any more. */
  void drop(UserId observer, Collection<UserId> observed);
}
