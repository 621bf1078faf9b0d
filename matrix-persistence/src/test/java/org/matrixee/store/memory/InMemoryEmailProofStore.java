package org.matrixee.store.memory;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.matrixee.model.account.EmailAddress;
import org.matrixee.model.account.EmailProof;
import org.matrixee.model.account.EmailProofPurpose;
import org.matrixee.store.account.EmailProofStore;

/** Addresses that people are about to prove, in memory. */
final class InMemoryEmailProofStore implements EmailProofStore {
  private final InMemoryStores stores;

  InMemoryEmailProofStore(InMemoryStores stores) {
    this.stores = stores;
  }

  private Optional<EmailProof> one(Predicate<EmailProof> which) {
    return stores.tables().emailProofs.values().stream().filter(which).findFirst();
  }

  private void put(EmailProof proof) {
    Tables tables = stores.tables();
    tables.journal.put(tables.emailProofs, proof.sid(), proof);
  }

  @Override
  public boolean create(EmailProof proof) {
    if (find(proof.purpose(), proof.address(), proof.secretHash()).isPresent()) {
      return false;
    }
    put(proof);
    return true;
  }

  @Override
  public Optional<EmailProof> find(
      EmailProofPurpose purpose, EmailAddress address, String secretHash) {
    return one(
        proof ->
            proof.purpose() == purpose
                && proof.address().equals(address)
                && proof.secretHash().equals(secretHash));
  }

  @Override
  public Optional<EmailProof> findBySid(String sid) {
    return Optional.ofNullable(stores.tables().emailProofs.get(sid));
  }

  @Override
  public Optional<EmailProof> findByToken(String tokenHash) {
    return one(proof -> tokenHash.equals(proof.tokenHash()));
  }

  @Override
  public boolean remind(String sid, long before, long attempt, String tokenHash, String nextLink) {
    Optional<EmailProof> found = findBySid(sid).filter(proof -> proof.attempt() == before);
    found.ifPresent(
        proof ->
            put(
                new EmailProof(
                    sid,
                    proof.purpose(),
                    proof.address(),
                    proof.secretHash(),
                    attempt,
                    tokenHash,
                    nextLink,
                    proof.validatedTs(),
                    proof.expiresTs())));
    return found.isPresent();
  }

  @Override
  public void validate(String tokenHash, long nowTs) {
    findByToken(tokenHash)
        .filter(proof -> proof.validatedTs() == null)
        .ifPresent(
            proof ->
                put(
                    new EmailProof(
                        proof.sid(),
                        proof.purpose(),
                        proof.address(),
                        proof.secretHash(),
                        proof.attempt(),
                        tokenHash,
                        proof.nextLink(),
                        nowTs,
                        proof.expiresTs())));
  }

  @Override
  public boolean delete(String sid) {
    Tables tables = stores.tables();
    return tables.journal.remove(tables.emailProofs, sid);
  }

  @Override
  public int deleteExpired(long nowTs, int limit) {
    List<String> over =
        stores.tables().emailProofs.values().stream()
            .filter(proof -> proof.expiresTs() <= nowTs)
            .limit(limit)
            .map(EmailProof::sid)
            .toList();
    over.forEach(this::delete);
    return over.size();
  }
}
