package org.matrixee.store.device.jpa;

import static java.util.Comparator.comparing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.device.CrossSigningKey;
import org.matrixee.model.device.KeySignature;
import org.matrixee.model.device.KeyUsage;
import org.matrixee.model.id.UserId;
import org.matrixee.store.device.CrossSigningStore;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.PlainSql;
import org.matrixee.store.jpa.TableWriter;

/** Keys of users in {@code cross_signing_key}, and signatures in {@code key_signature}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaCrossSigningStore implements CrossSigningStore {
  private static final TableWriter KEYS =
      TableWriter.replacing(
          "cross_signing_key",
          2,
          Column.text("user_id"),
          Column.text("usage_word"),
          Column.text("public_key"),
          Column.bytes("content"));

  private static final TableWriter SIGNATURES =
      TableWriter.replacing(
          "key_signature",
          4,
          Column.text("user_id"),
          Column.text("key_id"),
          Column.text("signer"),
          Column.text("signer_key"),
          Column.text("signature"),
          Column.bigint("stream_pos"));

  private Database database;

  @Inject
  JpaCrossSigningStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaCrossSigningStore() {}

  @Override
  public void lock(UserId user) {
    PlainSql.rows(
        database,
        "select user_id from account where user_id = ? for update",
        row -> row.getString(1),
        user.value());
  }

  @Override
  public List<CrossSigningKey> findAll(Collection<UserId> users) {
    return PlainSql.rows(
        database,
        "select user_id, usage_word, public_key, content from cross_signing_key"
            + " where user_id = any(?) order by user_id, usage_word",
        row ->
            new CrossSigningKey(
                new UserId(row.getString(1)),
                KeyUsage.parse(row.getString(2)).orElseThrow(),
                row.getString(3),
                PlainSql.json(row, 4)),
        users);
  }

  @Override
  public boolean isKey(UserId user, String publicKey) {
    return !PlainSql.rows(
            database,
            "select 1 from cross_signing_key where user_id = ? and public_key = ?",
            row -> true,
            user.value(),
            publicKey)
        .isEmpty();
  }

  @Override
  public void put(CrossSigningKey key) {
    @Nullable Object[] row = {
      key.user().value(), key.usage().word(), key.publicKey(), key.content().sharedBytes()
    };
    KEYS.write(database, List.<@Nullable Object[]>of(row));
  }

  @Override
  public void delete(UserId user, Set<KeyUsage> usages) {
    PlainSql.change(
        database,
        "delete from cross_signing_key where user_id = ? and usage_word = any(?)",
        user.value(),
        usages.stream().map(KeyUsage::word).toList());
  }

  @Override
  public List<KeySignature> signatures(Collection<UserId> users, UserId viewer) {
    return PlainSql.rows(
        database,
        "select user_id, key_id, signer, signer_key, signature from key_signature"
            + " where user_id = any(?) and (signer = user_id or signer = ?)"
            + " order by user_id, key_id, signer, signer_key",
        row ->
            new KeySignature(
                new UserId(row.getString(1)),
                row.getString(2),
                new UserId(row.getString(3)),
                row.getString(4),
                row.getString(5)),
        users,
        viewer.value());
  }

  @Override
  public void sign(Collection<KeySignature> signatures, long position) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    // In the order of keys, so that two transactions never wait for each other in a ring.
    signatures.stream()
        .sorted(
            comparing((KeySignature signature) -> signature.user().value())
                .thenComparing(KeySignature::keyId)
                .thenComparing(signature -> signature.signer().value())
                .thenComparing(KeySignature::signerKey))
        .forEach(
            signature ->
                rows.add(
                    new @Nullable Object[] {
                      signature.user().value(),
                      signature.keyId(),
                      signature.signer().value(),
                      signature.signerKey(),
                      signature.signature(),
                      position
                    }));
    SIGNATURES.write(database, rows);
  }

  @Override
  public Set<UserId> signedBy(UserId signer, long afterPos, long uptoPos) {
    return new HashSet<>(
        PlainSql.rows(
            database,
            "select distinct user_id from key_signature where signer = ? and user_id <> ?"
                + " and stream_pos > ? and stream_pos <= ?",
            row -> new UserId(row.getString(1)),
            signer.value(),
            signer.value(),
            afterPos,
            uptoPos));
  }

  @Override
  public void deleteSignaturesOn(UserId user, Collection<String> keyIds) {
    PlainSql.change(
        database,
        "delete from key_signature where user_id = ? and key_id = any(?)",
        user.value(),
        keyIds);
  }

  @Override
  public void deleteSignaturesBy(UserId signer, Collection<String> signerKeys) {
    PlainSql.change(
        database,
        "delete from key_signature where signer = ? and signer_key = any(?)",
        signer.value(),
        signerKeys);
  }
}
