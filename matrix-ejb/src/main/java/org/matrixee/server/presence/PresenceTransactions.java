package org.matrixee.server.presence;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.matrixee.model.account.Account;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.store.account.AccountStore;
import org.matrixee.store.presence.PresenceChange;
import org.matrixee.store.presence.PresenceStore;
import org.matrixee.store.presence.StoredPresence;

/** The short transactions of the presence in memory. */
@Stateless
public class PresenceTransactions {
  private PresenceStore presences;
  private AccountStore accounts;

  /** For the container's proxies. */
  protected PresenceTransactions() {}

  /** With what it needs. */
  @Inject
  public PresenceTransactions(PresenceStore presences, AccountStore accounts) {
    this.presences = presences;
    this.accounts = accounts;
  }

  /** What is kept of users; who never had a presence is left out. */
  public Map<UserId, Presence> find(Collection<UserId> users) {
    return presences.find(users);
  }

  /** Everyone who was here when the server stopped. */
  public List<StoredPresence> awake() {
    return presences.awake();
  }

  /** The greatest position that was ever kept. */
  public long maxPosition() {
    return presences.maxPosition();
  }

  /** Keeps what other servers say of their users. */
  public void saveOfOthers(List<PresenceChange> changed) {
    presences.saveOfOthers(changed);
  }

  /** Users of other servers of whom something is known that a restart must forget. */
  public List<UserId> knownOfOthers() {
    return presences.knownOfOthers();
  }

  /** Keeps presences, and tells how their users are called. */
  public Map<UserId, Account> save(List<StoredPresence> changed) {
    presences.save(changed);
    return accounts.findAll(changed.stream().map(StoredPresence::user).toList());
  }
}
