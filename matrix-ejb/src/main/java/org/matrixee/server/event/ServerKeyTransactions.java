package org.matrixee.server.event;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import org.matrixee.store.federation.SigningKeyStore;
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
}
