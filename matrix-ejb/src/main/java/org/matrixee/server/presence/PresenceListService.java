package org.matrixee.server.presence;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.PresenceConfig.Invites;
import org.matrixee.store.account.AccountStore;
import org.matrixee.store.presence.PresenceListEntry;
import org.matrixee.store.presence.PresenceListStore;
import org.matrixee.store.presence.PresenceStore;
import org.matrixee.store.room.MembershipStore;

/**
 * Presence lists: whom a user watches.
 *
 * <p>2014: presence-profile-voip, 4. The observed user grants it, by the policy of the setting
 * {@code MATRIX_PRESENCE_INVITES}, since there is no call for answering an invite. A few
 * statements, however many users a call names.
 */
@Stateless
public class PresenceListService {
  private static final int MAX_ENTRIES = 10_000;

  private MatrixConfig config;
  private PresenceRegister register;
  private PresenceListStore lists;
  private PresenceStore presences;
  private AccountStore accounts;
  private MembershipStore memberships;
  private PresenceAcrossServers acrossServers;
  private Event<PresenceListChanged> changed;

  /** For the container's proxies. */
  protected PresenceListService() {}

  /** With what it needs. */
  @Inject
  public PresenceListService(
      MatrixConfig config,
      PresenceRegister register,
      PresenceListStore lists,
      PresenceStore presences,
      AccountStore accounts,
      MembershipStore memberships,
      PresenceAcrossServers acrossServers,
      Event<PresenceListChanged> changed) {
    this.config = config;
    this.register = register;
    this.lists = lists;
    this.presences = presences;
    this.accounts = accounts;
    this.memberships = memberships;
    this.acrossServers = acrossServers;
    this.changed = changed;
  }

  /**
   * The users on a list who have accepted, with their presence.
   *
   * @throws MatrixException M_FORBIDDEN for another user's list
   */
  public List<UserPresence> get(Requester requester, UserId user) {
    PresenceService.requireSelf(requester, user, config);
    List<UserId> observed =
        lists.ofObserver(user).stream()
            .filter(PresenceListEntry::accepted)
            .map(PresenceListEntry::observed)
            .toList();
    Map<UserId, Presence> kept = presences.find(observed);
    return observed.stream()
        .map(
            each ->
                new UserPresence(
                    each,
                    register.current(each, kept.getOrDefault(each, Presence.NEVER)),
                    null,
                    null))
        .toList();
  }

  /**
   * Invites and drops users. Those of other servers are asked there; until they accept, they are on
   * the list as pending.
   *
   * @throws MatrixException M_FORBIDDEN for another user's list, or if it would become too long
   */
  public void change(
      Requester requester, UserId user, Collection<UserId> invite, Collection<UserId> drop) {
    PresenceService.requireSelf(requester, user, config);
    Map<UserId, PresenceListEntry> before =
        lists.ofObserver(user).stream()
            .collect(Collectors.toMap(PresenceListEntry::observed, Function.identity()));
    Set<UserId> invited = new LinkedHashSet<>(invite);
    invited.removeIf(each -> before.containsKey(each) && before.get(each).accepted());
    drop.forEach(invited::remove);
    List<PresenceListEntry> entries = decide(user, invited);
    if (before.size() + entries.size() > MAX_ENTRIES) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "A presence list must not hold more than 10000 users.");
    }
    lists.save(entries);
    lists.remove(user, drop);
    Set<UserId> dropped = new HashSet<>(drop);
    dropped.retainAll(before.keySet());
    tellServers(user, entries, dropped);
    announce(user, entries, dropped);
  }

  private void tellServers(UserId user, List<PresenceListEntry> entries, Set<UserId> dropped) {
    List<UserId> asked =
        entries.stream()
            .filter(entry -> entry.observer().equals(user) && !isOurs(entry.observed()))
            .map(PresenceListEntry::observed)
            .toList();
    List<UserId> granted =
        entries.stream().map(PresenceListEntry::observer).filter(each -> !isOurs(each)).toList();
    List<UserId> left = dropped.stream().filter(each -> !isOurs(each)).toList();
    if (!asked.isEmpty()) {
      acrossServers.invite(user, asked);
    }
    if (!granted.isEmpty()) {
      acrossServers.accept(granted, user);
    }
    if (!left.isEmpty()) {
      acrossServers.drop(user, left);
    }
  }

  private boolean isOurs(UserId user) {
    return user.server().equals(config.serverName());
  }

  /** What becomes of invites; those that are denied leave no entry. */
  private List<PresenceListEntry> decide(UserId observer, Set<UserId> invited) {
    Set<UserId> exist = accounts.findAll(invited).keySet();
    Set<UserId> mutual = Set.of();
    Set<UserId> reverse = Set.of();
    if (config.presence().invites() == Invites.MUTUAL) {
      reverse = lists.observersAmong(observer, invited);
      mutual = new HashSet<>(memberships.roomMates(observer, invited));
      mutual.addAll(reverse);
    }
    List<PresenceListEntry> entries = new ArrayList<>();
    for (UserId target : invited) {
      if (!isOurs(target)) {
        if (acrossServers.reaches(target)) {
          // Its server decides.
          entries.add(new PresenceListEntry(observer, target, false));
        }
      } else if (exist.contains(target)) {
        boolean accepted =
            switch (config.presence().invites()) {
              case ACCEPT -> true;
              case MUTUAL -> mutual.contains(target);
              case DENY -> false;
            };
        if (accepted || config.presence().invites() == Invites.MUTUAL) {
          entries.add(new PresenceListEntry(observer, target, accepted));
        }
      }
    }
    // Who invites grants what the other asked for before.
    reverse.forEach(other -> entries.add(new PresenceListEntry(other, observer, true)));
    return entries;
  }

  private void announce(UserId user, List<PresenceListEntry> entries, Set<UserId> dropped) {
    Map<UserId, Set<UserId>> accepted =
        entries.stream()
            .filter(PresenceListEntry::accepted)
            .collect(
                Collectors.groupingBy(
                    PresenceListEntry::observer,
                    Collectors.mapping(PresenceListEntry::observed, Collectors.toSet())));
    Set<UserId> own = accepted.remove(user);
    if (own != null || !dropped.isEmpty()) {
      changed.fire(new PresenceListChanged(user, own == null ? Set.of() : own, dropped));
    }
    accepted.forEach(
        (observer, observed) ->
            changed.fire(new PresenceListChanged(observer, observed, Set.of())));
  }
}
