package org.matrixee.store.device;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.matrixee.model.device.CrossSigningKey;
import org.matrixee.model.device.KeySignature;
import org.matrixee.model.device.KeyUsage;
import org.matrixee.model.id.UserId;

/**
 * Cross-signing keys of this server's users, and signatures on keys of users and devices. Every
 * method needs a running transaction.
 *
 * <p>v1.19: Client-Server API, "Cross-signing".
 */
public interface CrossSigningStore {
  /** Other transactions that lock the same account wait until this one ends. */
  void lock(UserId user);

  /** All cross-signing keys of users; one statement. */
  List<CrossSigningKey> findAll(Collection<UserId> users);

  /** Whether a user has a cross-signing key with this public key. */
  boolean isKey(UserId user, String publicKey);

  /** Writes a key in the place of the one with the same usage. */
  void put(CrossSigningKey key);

  /** Forgets keys. */
  void delete(UserId user, Set<KeyUsage> usages);

  /**
   * Signatures on users' keys by the users themselves and by one other; one statement.
   *
   * @param viewer the other
   */
  List<KeySignature> signatures(Collection<UserId> users, UserId viewer);

  /**
   * Writes signatures, in the place of those by the same key on the same key; one statement.
   *
   * @param position their place in the stream
   */
  void sign(Collection<KeySignature> signatures, long position);

  /** Other users on whose keys a user has put signatures after a place, up to and with another. */
  Set<UserId> signedBy(UserId signer, long afterPos, long uptoPos);

  /** Forgets signatures on keys of a user. */
  void deleteSignaturesOn(UserId user, Collection<String> keyIds);

  /** Forgets signatures by keys of a user, whoever's keys they are on. */
  void deleteSignaturesBy(UserId signer, Collection<String> signerKeys);
}
