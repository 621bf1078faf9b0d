package org.matrixee.server.account.device;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.matrixee.model.account.Requester;
import org.matrixee.model.device.LastSeen;

/**
 * Notes when and where devices are heard of. A request costs a look into memory; the database hears
 * of a device every few minutes, of many at a time.
 *
 * <p>v1.19: Client-Server API, "Device management": "May be a few minutes out of date, for
 * efficiency reasons."
 */
@ApplicationScoped
public class Sightings {
  private static final Duration EVERY = Duration.ofMinutes(5);

  private final Map<Long, LastSeen> waiting = new ConcurrentHashMap<>();

  /** The address that a device was noted at lately. */
  private final Cache<Long, String> noted =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(EVERY).build();

  private DeviceTransactions transactions;
  private Clock clock;

  /** For the container's proxies. */
  protected Sightings() {}

  /** With what it needs. */
  @Inject
  public Sightings(DeviceTransactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** A request has come from a device. */
  public void note(Requester requester, String address) {
    long device = requester.tokenNid();
    if (!address.equals(noted.getIfPresent(device))) {
      noted.put(device, address);
      waiting.put(device, new LastSeen(address, clock.millis()));
    }
  }

  /** Writes what was noted. */
  public void write() {
    Map<Long, LastSeen> taken = new HashMap<>();
    for (Long device : List.copyOf(waiting.keySet())) {
      LastSeen seen = waiting.remove(device);
      if (seen != null) {
        taken.put(device, seen);
      }
    }
    if (!taken.isEmpty()) {
      transactions.note(taken);
    }
  }
}
