package org.matrixee.store.memory;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.matrixee.model.account.ExternalIdentity;
import org.matrixee.model.id.UserId;
import org.matrixee.store.account.ExternalIdentityStore;

/** Links between accounts and who their owners are elsewhere, in memory. */
final class InMemoryExternalIdentityStore implements ExternalIdentityStore {
  private final InMemoryStores stores;

  InMemoryExternalIdentityStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Optional<UserId> findOwner(ExternalIdentity identity) {
    return Optional.ofNullable(stores.tables().externalIdentities.get(identity));
  }

  @Override
  public boolean link(ExternalIdentity identity, UserId user, long nowTs) {
    Map<ExternalIdentity, UserId> links = stores.tables().externalIdentities;
    boolean taken =
        links.containsKey(identity)
            || links.entrySet().stream()
                .anyMatch(
                    link ->
                        link.getValue().equals(user)
                            && link.getKey().issuer().equals(identity.issuer()));
    if (!taken) {
      stores.tables().journal.put(links, identity, user);
    }
    return !taken;
  }

  @Override
  public Set<ExternalIdentity> findAll(UserId user) {
    return stores.tables().externalIdentities.entrySet().stream()
        .filter(link -> link.getValue().equals(user))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}
