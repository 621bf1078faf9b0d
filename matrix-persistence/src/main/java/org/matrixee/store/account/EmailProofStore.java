package org.matrixee.store.account;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.EmailAddress;
import org.matrixee.model.account.EmailProof;
import org.matrixee.model.account.EmailProofPurpose;

/**
 * E-mail addresses that people are about to prove. Every method needs a running transaction.
 *
 * <p>Proofs that are over may be found: the caller looks at their time.
 */
public interface EmailProofStore {
  /**
   * Writes a new proof.
   *
   * @return false if there is one already for the same purpose, address and secret, also by a
   *     transaction that commits at the same time; the running transaction goes on
   */
  boolean create(EmailProof proof);

  /** The proof for a purpose, an address and a client's secret. */
  Optional<EmailProof> find(EmailProofPurpose purpose, EmailAddress address, String secretHash);

  /** A proof by its sid. */
  Optional<EmailProof> findBySid(String sid);

  /** A proof by the hash of its link's secret. */
  Optional<EmailProof> findByToken(String tokenHash);

  /**
   * Notes that another mail goes out, which makes the link of the one before worthless.
   *
   * @param before the attempt as it was read
   * @return false if it is another one by now: that request sends the mail
   */
  boolean remind(
      String sid, long before, long attempt, @Nullable String tokenHash, @Nullable String nextLink);

  /** Notes that the link was followed; the first time counts. */
  void validate(String tokenHash, long nowTs);

  /** Uses a proof up; false if it is not there any more. */
  boolean delete(String sid);

  /** Forgets proofs that are over, at most {@code limit}; says how many. */
  int deleteExpired(long nowTs, int limit);
}
