package org.matrixee.server.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import org.matrixee.model.device.Device;
import org.matrixee.model.device.KeysLeft;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.device.DevicesEnded;

/**
 * How many keys of a device can still be given out. Every answer to a sync asks: what was read is
 * kept until it changes.
 *
 * <p>v1.19: Client-Server API, "Extensions to /sync" of end-to-end encryption.
 */
@ApplicationScoped
public class KeyCounts {
  private final Cache<Owner, KeysLeft> known =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofMinutes(10)).build();

  private KeyTransactions transactions;

  private record Owner(UserId user, DeviceId device) {}

  /** For the container's proxies. */
  protected KeyCounts() {}

  /** With what it needs. */
  @Inject
  public KeyCounts(KeyTransactions transactions) {
    this.transactions = transactions;
  }

  /**
   * The keys of a device; none if it has uploaded none. Not for a transaction that changes them.
   */
  public KeysLeft of(UserId user, DeviceId device) {
    // Who changes the keys while they are read waits for this, and forgets them after it.
    return known.get(
        new Owner(user, device), owner -> transactions.left(owner.user(), owner.device()));
  }

  /** To be called when keys of a device were changed, after the transaction. */
  public void forget(UserId user, DeviceId device) {
    known.invalidate(new Owner(user, device));
  }

  /** Forgets those of devices that have ended. */
  void onDevicesEnded(@Observes(during = TransactionPhase.AFTER_SUCCESS) DevicesEnded ended) {
    Collection<Device> devices = ended.devices();
    devices.forEach(device -> forget(device.user(), device.id()));
  }
}
