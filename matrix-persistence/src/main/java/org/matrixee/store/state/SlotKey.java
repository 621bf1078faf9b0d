package org.matrixee.store.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.matrixee.model.event.StateTuple;

/**
 * A slot's key of fixed size: the first 128 bits of SHA-256 over type, NUL and state key. State
 * keys may be long and are chosen by anybody; their hashes are short and evenly spread.
 *
 * @param high the first 64 bits
 * @param low the other 64 bits
 */
public record SlotKey(long high, long low) implements Comparable<SlotKey> {
  /** The key of a slot. */
  public static SlotKey of(StateTuple slot) {
    MessageDigest sha256 = sha256();
    sha256.update(slot.type().getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) 0);
    ByteBuffer hash =
        ByteBuffer.wrap(sha256.digest(slot.stateKey().getBytes(StandardCharsets.UTF_8)));
    return new SlotKey(hash.getLong(), hash.getLong());
  }

  /** The same bits, as databases keep them. */
  public UUID toUuid() {
    return new UUID(high, low);
  }

  @Override
  public int compareTo(SlotKey other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
