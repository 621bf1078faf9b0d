package org.matrixee.server.federation.presence;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.federation.out.OutgoingEdus;
import org.matrixee.server.federation.presence.rules.WatchRequest;
import org.matrixee.server.presence.PresenceListChanged;
import org.matrixee.store.account.AccountStore;
import org.matrixee.store.presence.PresenceListEntry;
import org.matrixee.store.presence.PresenceListStore;
import org.matrixee.store.room.MembershipStore;

/**
 * What other servers say about presence lists whose users are on two servers.
 *
 * <p>2014: presence-profile-voip, 4; federation-v1, 11: an invite comes from the observer's server,
 * the answer from the observed user's. Whatever else is said is ignored.
 */
@Stateless
public class WatchRequests {
  private static final Logger LOG = Logger.getLogger(WatchRequests.class);

  /** As many entries as a server's users may have on lists with ours. */
  private static final int MOST_OF_SERVER = 100_000;

  /** A server that takes no answers gets none for more questions than this. */
  private static final int MOST_ANSWERS = 1000;

  private MatrixConfig config;
  private PresenceListStore lists;
  private AccountStore accounts;
  private MembershipStore memberships;
  private OutgoingEdus edus;
  private ListsAcrossServers answers;
  private Event<PresenceListChanged> changed;

  /** For the container's proxies. */
  protected WatchRequests() {}

  /** With what it needs. */
  @Inject
  public WatchRequests(
      MatrixConfig config,
      PresenceListStore lists,
      AccountStore accounts,
      MembershipStore memberships,
      OutgoingEdus edus,
      ListsAcrossServers answers,
      Event<PresenceListChanged> changed) {
    this.config = config;
    this.lists = lists;
    this.accounts = accounts;
    this.memberships = memberships;
    this.edus = edus;
    this.answers = answers;
    this.changed = changed;
  }

  // ---- What others want of ours

  /** A user of the origin wants to watch one of ours. */
  public void invited(Origin origin, WatchRequest said) {
    WatchRequest request = new WatchRequest(said.observer(), said.observed().folded());
    if (!isBetween(origin, request.observer(), request.observed(), WatchRequest.INVITE)) {
      return;
    }
    if (edus.kept(origin.server(), MOST_ANSWERS) == MOST_ANSWERS) {
      LOG.debugf("%s takes no answers to its presence invites", origin.server());
      return;
    }
    Optional<PresenceListEntry> before = lists.find(request.observer(), request.observed());
    boolean exists = accounts.find(request.observed()).isPresent();
    boolean full =
        before.isEmpty() && lists.count(origin.server(), MOST_OF_SERVER) == MOST_OF_SERVER;
    if (!exists || full) {
      answers.deny(request);
      return;
    }
    boolean granted = before.filter(PresenceListEntry::accepted).isPresent();
    switch (config.presence().invites()) {
      case ACCEPT -> grant(request, true);
      case MUTUAL -> grant(request, granted || isMutual(request));
      case DENY -> answers.deny(request);
    }
  }

  private boolean isMutual(WatchRequest request) {
    List<UserId> other = List.of(request.observed());
    return !lists.observersAmong(request.observer(), other).isEmpty()
        || !memberships.roomMates(request.observer(), other).isEmpty();
  }

  private void grant(WatchRequest request, boolean accepted) {
    lists.save(List.of(new PresenceListEntry(request.observer(), request.observed(), accepted)));
    if (accepted) {
      answers.accept(List.of(request.observer()), request.observed());
      tell(request, true);
    }
  }

  // ---- What others answer to ours

  /**
   * A user of the origin lets one of ours watch.
   *
   * @return whether one of ours had asked for it
   */
  public boolean accepted(Origin origin, WatchRequest request) {
    WatchRequest ours = new WatchRequest(request.observer().folded(), request.observed());
    if (!isBetween(origin, ours.observed(), ours.observer(), WatchRequest.ACCEPT)) {
      return false;
    }
    boolean pending =
        lists.find(ours.observer(), ours.observed()).filter(entry -> !entry.accepted()).isPresent();
    if (pending) {
      lists.save(List.of(new PresenceListEntry(ours.observer(), ours.observed(), true)));
      tell(ours, true);
    } else {
      LOG.debugf("%s accepts a presence invite that nobody waits for", origin.server());
    }
    return pending;
  }

  /** A user of the origin does not let one of ours watch, or no more. */
  public void denied(Origin origin, WatchRequest request) {
    WatchRequest ours = new WatchRequest(request.observer().folded(), request.observed());
    if (isBetween(origin, ours.observed(), ours.observer(), WatchRequest.DENY)
        && lists.find(ours.observer(), ours.observed()).isPresent()) {
      lists.remove(ours.observer(), List.of(ours.observed()));
      tell(ours, false);
    }
  }

  private void tell(WatchRequest request, boolean added) {
    Set<UserId> user = Set.of(request.observed());
    changed.fire(
        new PresenceListChanged(
            request.observer(), added ? user : Set.of(), added ? Set.of() : user));
  }

  /** Whether the origin speaks for its own user, to one of ours. */
  private boolean isBetween(Origin origin, UserId theirs, UserId ours, String type) {
    boolean right =
        config.presence().acrossServers()
            && theirs.server().equals(origin.server())
            && ours.server().equals(config.serverName());
    if (!right) {
      LOG.debugf("%s sends %s for users that are not its own and ours", origin.server(), type);
    }
    return right;
  }
}
