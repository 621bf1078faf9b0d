package org.matrixee.store.federation;

import java.util.Optional;
import org.matrixee.model.id.KeyId;

/** This server's own signing key. Every method needs a running transaction. */
public interface SigningKeyStore {
  /** The key in use. */
  Optional<SigningKey> find();

  /** Writes the key in use; false if another node did so at the same time. */
  boolean create(SigningKey key, long nowTs);

  /**
   * An Ed25519 key.
   *
   * @param seed the 32 secret bytes, unpadded base64
   */
  record SigningKey(KeyId id, String seed) {
    /** Leaves the secret out. */
    @Override
    public String toString() {
      return "SigningKey[" + id + "]";
    }
  }
}
