package org.matrixee.server.event;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.matrixee.store.federation.SigningKeyStore;
import org.matrixee.store.federation.SigningKeyStore.RetiredKey;
import org.matrixee.store.federation.SigningKeyStore.SigningKey;

/** The transaction in which the signing key is read or made. */
@Stateless
public class ServerKeyTransactions {
  private SigningKeyStore keys;
  private Clock clock;

  /** For the container's proxies. */
  protected ServerKeyTransactions() {}

  /** With what it needs. */
  @Inject
  public ServerKeyTransactions(SigningKeyStore keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** The key in use; the given one if there is none yet. */
  public SigningKey findOrCreate(SigningKey fresh) {
    return keys.find()
        .orElseGet(
            () ->
                keys.create(fresh, clock.millis())
                    ? fresh
                    : keys.find()
                        .orElseThrow(() -> new IllegalStateException("the signing key vanished")));
  }

  /**
   * Takes the key in use out of use and the given one into use; empty if one with that ID was in
   * use before.
   */
  public Optional<SigningKey> rotate(SigningKey fresh) {
    if (keys.retired().stream().anyMatch(old -> old.key().id().equals(fresh.id()))) {
      return Optional.empty();
    }
    long now = clock.millis();
    keys.retire(now);
    if (!keys.create(fresh, now)) {
      throw new IllegalStateException("another node rotates the signing key");
    }
    return Optional.of(fresh);
  }

  /** The keys that were in use once, the latest first. */
  public List<RetiredKey> retired() {
    return keys.retired();
  }
}
