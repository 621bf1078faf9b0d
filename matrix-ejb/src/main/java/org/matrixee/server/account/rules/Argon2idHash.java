package org.matrixee.server.account.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A hashed password: Argon2id (RFC 9106), version 1.3, written as one text that tells what was
 * spent on it, {@code $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH}, both in base64 without padding.
 */
public final class Argon2idHash {
  private static final int VERSION = Argon2Parameters.ARGON2_VERSION_13;
  private static final String NUMBER = "([1-9]\\d{0,8})";
  private static final String BYTES = "([A-Za-z0-9+/]+)";
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=%s,t=%s,p=%s\\$%s\\$%s"
              .formatted(NUMBER, NUMBER, NUMBER, BYTES, BYTES));

  private final Cost cost;
  private final byte[] salt;
  private final byte[] hash;

  private Argon2idHash(Cost cost, byte[] salt, byte[] hash) {
    this.cost = cost;
    this.salt = salt;
    this.hash = hash;
  }

  /**
   * What a hash costs whoever computes it.
   *
   * @param memory in KiB, at least 8 for each lane; as many blocks are taken from the pool
   * @param passes over the memory, at least 1
   * @param lanes that could be computed side by side, at least 1
   */
  public record Cost(int memory, int passes, int lanes) {}

  /**
   * Hashes a password.
   *
   * @param salt random bytes, at least 8
   * @param length of the hash in bytes
   * @param memory where the blocks come from and are put back
   */
  public static Argon2idHash of(
      String password, Cost cost, byte[] salt, int length, BlockPool memory) {
    byte[] own = salt.clone();
    return new Argon2idHash(cost, own, compute(password, cost, own, length, memory));
  }

  /**
   * Reads what {@link #toString} has written.
   *
   * @throws IllegalArgumentException if it is no such hash; the message does not show it
   */
  public static Argon2idHash parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("not an argon2id hash of version 19");
    }
    Cost cost = new Cost(number(form.group(1)), number(form.group(2)), number(form.group(3)));
    Base64.Decoder base64 = Base64.getDecoder();
    return new Argon2idHash(cost, base64.decode(form.group(4)), base64.decode(form.group(5)));
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  /** Whether it is the hash of a password; takes the same time for every password. */
  public boolean matches(String password, BlockPool memory) {
    return MessageDigest.isEqual(hash, compute(password, cost, salt, hash.length, memory));
  }

  private static byte[] compute(
      String password, Cost cost, byte[] salt, int length, BlockPool memory) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(VERSION)
            .withMemoryAsKB(cost.memory())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt)
            .withBlockPool(memory)
            .build());
    byte[] hash = new byte[length];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }

  @Override
  public String toString() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            VERSION,
            cost.memory(),
            cost.passes(),
            cost.lanes(),
            base64.encodeToString(salt),
            base64.encodeToString(hash));
  }
}
