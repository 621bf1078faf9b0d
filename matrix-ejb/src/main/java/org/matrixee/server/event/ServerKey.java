package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.KeyId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.rules.ServerSigner;
import org.matrixee.server.event.rules.TimedKey;
import org.matrixee.server.event.rules.VerifyKey;
import org.matrixee.store.federation.SigningKeyStore.SigningKey;

/**
 * This server's signing key: kept in the database, made when the server starts for the first time,
 * or when the settings name a version that it does not have. Those from before are kept to verify
 * the events of their time.
 */
@ApplicationScoped
public class ServerKey {
  private static final int SEED_BYTES = 32;
  private static final int VERSION_LENGTH = 4;
  private static final String ALGORITHM = "ed25519:";

  private MatrixConfig config;
  private SecureRandom random;
  private ServerKeyTransactions transactions;

  private volatile @Nullable ServerSigner signer;
  private volatile List<Retired> retired = List.of();

  /**
   * A key that signs nothing new.
   *
   * @param retiredTs since when, ms since 1970
   */
  public record Retired(KeyId id, VerifyKey key, long retiredTs) {}

  /** For the container's proxies. */
  protected ServerKey() {}

  /** With what it needs. */
  @Inject
  public ServerKey(MatrixConfig config, SecureRandom random, ServerKeyTransactions transactions) {
    this.config = config;
    this.random = random;
    this.transactions = transactions;
  }

  /**
   * Reads the key, or makes it.
   *
   * @throws IllegalArgumentException with a sentence that names the setting, if the wanted version
   *     is retired already
   */
  public void load() {
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    byte[] version = new byte[VERSION_LENGTH];
    random.nextBytes(version);
    @Nullable String wanted = config.federation().keyVersion();
    KeyId id = new KeyId(ALGORITHM + (wanted == null ? HexFormat.of().formatHex(version) : wanted));
    SigningKey fresh =
        new SigningKey(id, Base64.getEncoder().withoutPadding().encodeToString(seed));
    SigningKey key = transactions.findOrCreate(fresh);
    if (wanted != null && !key.id().equals(id)) {
      key =
          transactions
              .rotate(fresh)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "The setting MATRIX_SIGNING_KEY_VERSION is wrong: \""
                              + wanted
                              + "\" is a key that was retired."));
    }
    retired =
        transactions.retired().stream()
            .map(
                old ->
                    new Retired(
                        old.key().id(),
                        ServerSigner.ofSeed(config.serverName(), old.key().id(), old.key().seed())
                            .verifyKey(),
                        old.retiredTs()))
            .toList();
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

  /** The keys from before, the latest first. */
  public List<Retired> retired() {
    return retired;
  }

  /** Those of the wanted keys that are ours, retired or not. */
  public Map<KeyId, TimedKey> verifyKeys(Set<KeyId> wanted) {
    Map<KeyId, TimedKey> found = new HashMap<>();
    retired.forEach(old -> found.put(old.id(), new TimedKey(old.key(), old.retiredTs())));
    found.put(signer().keyId(), new TimedKey(signer().verifyKey(), Long.MAX_VALUE));
    found.keySet().retainAll(wanted);
    return found;
  }
}
