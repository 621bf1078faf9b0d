package org.matrixee.store.jpa;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.TransactionKey;

/**
 * A transaction key as the database keeps it: 8 bytes of the token's number, 24 bytes of SHA-256
 * over the rest. The token comes first so that one client's requests are neighbours in the index:
 * wholly random keys would touch another page of it for each event.
 */
public final class RequestKey implements Comparable<RequestKey> {
  private static final int LENGTH = 32;

  private final byte[] bytes;

  private RequestKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A key as read from the database. */
  public static RequestKey ofOwned(byte[] bytes) {
    return new RequestKey(bytes);
  }

  /** The key of a request. */
  public static RequestKey of(TransactionKey key) {
    byte[] path = key.path().getBytes(StandardCharsets.UTF_8);
    MessageDigest sha256 = sha256();
    // The length keeps path and id apart.
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, path.length));
    sha256.update(path);
    byte[] hash = sha256.digest(key.transactionId().getBytes(StandardCharsets.UTF_8));
    byte[] bytes = new byte[LENGTH];
    ByteBuffer.wrap(bytes).putLong(key.tokenNid()).put(hash, 0, LENGTH - Long.BYTES);
    return new RequestKey(bytes);
  }

  /** The bytes themselves, for reading only. */
  public byte[] sharedBytes() {
    return bytes;
  }

  @Override
  public int compareTo(RequestKey other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RequestKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
