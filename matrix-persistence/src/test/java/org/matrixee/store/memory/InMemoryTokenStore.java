package org.matrixee.store.memory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.matrixee.model.account.Account;
import org.matrixee.model.account.Requester;
import org.matrixee.model.device.Device;
import org.matrixee.model.device.IssuedToken;
import org.matrixee.store.account.TokenStore;

/** Access tokens in memory. */
final class InMemoryTokenStore implements TokenStore {
  private final InMemoryStores stores;

  InMemoryTokenStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public void create(NewToken token) {
    stores.tables().journal.put(stores.tables().tokens, token.hash(), token);
  }

  @Override
  public Optional<IssuedToken> find(String hash) {
    Tables tables = stores.tables();
    NewToken token = tables.tokens.get(hash);
    Device device = token == null ? null : tables.devices.get(token.deviceNid());
    if (device == null) {
      return Optional.empty();
    }
    Account account = tables.accounts.get(token.user());
    boolean admin = account != null && account.admin();
    return Optional.of(
        new IssuedToken(
            new Requester(token.user(), token.deviceNid(), admin, device.id()),
            token.expiresTs(),
            token.generation()));
  }

  @Override
  public List<String> deleteOf(Collection<Long> deviceNids) {
    return delete(token -> deviceNids.contains(token.deviceNid()));
  }

  @Override
  public List<String> deleteBefore(long deviceNid, int generation) {
    return delete(t -> t.deviceNid() == deviceNid && t.generation() < generation);
  }

  @Override
  public List<String> deleteAfter(long deviceNid, int generation) {
    return delete(t -> t.deviceNid() == deviceNid && t.generation() > generation);
  }

  private List<String> delete(Predicate<NewToken> which) {
    Tables tables = stores.tables();
    List<String> hashes =
        tables.tokens.entrySet().stream()
            .filter(entry -> which.test(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    hashes.forEach(hash -> tables.journal.remove(tables.tokens, hash));
    return hashes;
  }
}
