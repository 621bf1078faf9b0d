package org.matrixee.store.federation;

import java.util.List;
import java.util.Optional;
import org.matrixee.model.id.KeyId;

/** This server's own signing key. Every method needs a running transaction. */
public interface SigningKeyStore {
  /** The key in use. */
  Optional<SigningKey> find();

  /**
   * Writes the key in use; false if there is one, or another node did so at the same time, or if
   * its ID was used before.
   */
  boolean create(SigningKey key, long nowTs);

  /** Takes the key in use out of use; does nothing if there is none. */
  void retire(long nowTs);

  /** The keys that were in use once, the latest first. */
  List<RetiredKey> retired();

  /** A key that signs nothing new since a time. */
  record RetiredKey(SigningKey key, long retiredTs) {}

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
