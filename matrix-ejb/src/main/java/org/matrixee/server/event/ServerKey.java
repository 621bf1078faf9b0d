package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.KeyId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.rules.ServerSigner;
import org.matrixee.store.federation.SigningKeyStore.SigningKey;

/**
 * This server's signing key: kept in the database, made when the server starts for the first time.
 */
@ApplicationScoped
public class ServerKey {
  private static final int SEED_BYTES = 32;
  private static final int VERSION_LENGTH = 4;

  private MatrixConfig config;
  private SecureRandom random;
  private ServerKeyTransactions transactions;

  private volatile @Nullable ServerSigner signer;

  /** For the container's proxies. */
  protected ServerKey() {}

  /** With what it needs. */
  @Inject
  public ServerKey(MatrixConfig config, SecureRandom random, ServerKeyTransactions transactions) {
    this.config = config;
    this.random = random;
    this.transactions = transactions;
  }

  /** Reads the key, or makes it. */
  public void load() {
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    byte[] version = new byte[VERSION_LENGTH];
    random.nextBytes(version);
    KeyId id = new KeyId("ed25519:" + HexFormat.of().formatHex(version));
    SigningKey fresh =
        new SigningKey(id, Base64.getEncoder().withoutPadding().encodeToString(seed));
    SigningKey key = transactions.findOrCreate(fresh);
    signer = ServerSigner.ofSeed(config.serverName(), key.id(), key.seed());
  }

  /**
   * Signs with the key.
   *
   * @throws IllegalStateException before the server has started
   */
  public ServerSigner signer() {
    ServerSigner loaded = signer;
    if (loaded == null) {
      throw new IllegalStateException("the signing key is not loaded yet");
    }
    return loaded;
  }
}
