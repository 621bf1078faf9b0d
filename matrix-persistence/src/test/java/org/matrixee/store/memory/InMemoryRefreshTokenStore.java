package org.matrixee.store.memory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.matrixee.model.device.Device;
import org.matrixee.model.device.RefreshToken;
import org.matrixee.store.device.RefreshTokenStore;
import org.matrixee.store.memory.Tables.RefreshRow;

/** Refresh tokens in memory. */
final class InMemoryRefreshTokenStore implements RefreshTokenStore {
  private final InMemoryStores stores;

  InMemoryRefreshTokenStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public void create(String hash, long deviceNid, int generation, long createdTs) {
    Tables tables = stores.tables();
    tables.journal.put(tables.refreshTokens, hash, new RefreshRow(deviceNid, generation));
  }

  @Override
  public Optional<RefreshToken> findForUse(String hash) {
    Tables tables = stores.tables();
    RefreshRow row = tables.refreshTokens.get(hash);
    Device device = row == null ? null : tables.devices.get(row.deviceNid());
    return device == null
        ? Optional.empty()
        : Optional.of(new RefreshToken(device.user(), device.id(), device.nid(), row.generation()));
  }

  @Override
  public void deleteBefore(long deviceNid, int generation) {
    delete(row -> row.deviceNid() == deviceNid && row.generation() < generation);
  }

  @Override
  public void deleteAfter(long deviceNid, int generation) {
    delete(row -> row.deviceNid() == deviceNid && row.generation() > generation);
  }

  @Override
  public void deleteOf(Collection<Long> deviceNids) {
    delete(row -> deviceNids.contains(row.deviceNid()));
  }

  private void delete(Predicate<RefreshRow> which) {
    Tables tables = stores.tables();
    List<String> hashes =
        tables.refreshTokens.entrySet().stream()
            .filter(entry -> which.test(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    hashes.forEach(hash -> tables.journal.remove(tables.refreshTokens, hash));
  }
}
