package org.matrixee.store.memory;

import static java.util.Comparator.comparing;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.matrixee.model.device.CrossSigningKey;
import org.matrixee.model.device.KeySignature;
import org.matrixee.model.device.KeyUsage;
import org.matrixee.model.id.UserId;
import org.matrixee.store.device.CrossSigningStore;
import org.matrixee.store.memory.KeyTables.SignatureKey;
import org.matrixee.store.memory.KeyTables.SignatureRow;
import org.matrixee.store.memory.KeyTables.UsageKey;

/** Cross-signing keys and signatures in memory. */
final class InMemoryCrossSigningStore implements CrossSigningStore {
  private final InMemoryKeys rows;

  InMemoryCrossSigningStore(InMemoryKeys rows) {
    this.rows = rows;
  }

  @Override
  public void lock(UserId user) {
    rows.tables(); // transactions run one at a time
  }

  @Override
  public List<CrossSigningKey> findAll(Collection<UserId> users) {
    return rows.tables().crossSigning.values().stream()
        .filter(key -> users.contains(key.user()))
        .sorted(
            comparing((CrossSigningKey key) -> key.user().value())
                .thenComparing(key -> key.usage().word()))
        .toList();
  }

  @Override
  public boolean isKey(UserId user, String publicKey) {
    return findAll(Set.of(user)).stream().anyMatch(key -> key.publicKey().equals(publicKey));
  }

  @Override
  public void put(CrossSigningKey key) {
    rows.put(rows.tables().crossSigning, new UsageKey(key.user(), key.usage()), key);
  }

  @Override
  public void delete(UserId user, Set<KeyUsage> usages) {
    rows.remove(
        rows.tables().crossSigning,
        entry -> entry.getKey().user().equals(user) && usages.contains(entry.getKey().usage()));
  }

  @Override
  public List<KeySignature> signatures(Collection<UserId> users, UserId viewer) {
    return rows.tables().signatures.values().stream()
        .map(SignatureRow::signature)
        .filter(signature -> users.contains(signature.user()))
        .filter(
            signature ->
                signature.signer().equals(signature.user()) || signature.signer().equals(viewer))
        .sorted(
            comparing((KeySignature signature) -> signature.user().value())
                .thenComparing(KeySignature::keyId)
                .thenComparing(signature -> signature.signer().value())
                .thenComparing(KeySignature::signerKey))
        .toList();
  }

  @Override
  public void sign(Collection<KeySignature> signatures, long position) {
    for (KeySignature signature : signatures) {
      rows.put(
          rows.tables().signatures,
          new SignatureKey(
              signature.user(), signature.keyId(), signature.signer(), signature.signerKey()),
          new SignatureRow(signature, position));
    }
  }

  @Override
  public Set<UserId> signedBy(UserId signer, long afterPos, long uptoPos) {
    return rows.tables().signatures.values().stream()
        .filter(row -> row.position() > afterPos && row.position() <= uptoPos)
        .map(SignatureRow::signature)
        .filter(row -> row.signer().equals(signer) && !row.user().equals(signer))
        .map(KeySignature::user)
        .collect(Collectors.toSet());
  }

  @Override
  public void deleteSignaturesOn(UserId user, Collection<String> keyIds) {
    rows.remove(
        rows.tables().signatures,
        entry -> entry.getKey().user().equals(user) && keyIds.contains(entry.getKey().keyId()));
  }

  @Override
  public void deleteSignaturesBy(UserId signer, Collection<String> signerKeys) {
    rows.remove(
        rows.tables().signatures,
        entry ->
            entry.getKey().signer().equals(signer)
                && signerKeys.contains(entry.getKey().signerKey()));
  }
}
