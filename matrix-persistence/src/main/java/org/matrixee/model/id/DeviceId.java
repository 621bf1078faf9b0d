package org.matrixee.model.id;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/**
 * A device ID: what a client calls itself, or what the server called it at its login. Opaque, and
 * unique among the devices of one user only.
 *
 * <p>v1.19: Client-Server API, "Devices".
 *
 * @param value the whole identifier
 */
public record DeviceId(String value) {
  private static final int MAX_LENGTH = 255;
  private static final int RANDOM_LENGTH = 10;

  /**
   * Checks length and characters: it becomes a part of paths, key IDs and answers.
   *
   * @throws MatrixException M_INVALID_PARAM
   */
  public DeviceId {
    if (!isPossible(value)) {
      throw new MatrixException(
          ErrorCode.M_INVALID_PARAM,
          "A device ID has 1 to " + MAX_LENGTH + " printable characters without spaces.");
    }
  }

  /** A device ID that a request names; empty if no device can have it. */
  public static Optional<DeviceId> parse(String text) {
    return isPossible(text) ? Optional.of(new DeviceId(text)) : Optional.empty();
  }

  /** A new one: ten capital letters, as clients are used to. */
  public static DeviceId random(RandomGenerator random) {
    StringBuilder letters = new StringBuilder(RANDOM_LENGTH);
    for (int i = 0; i < RANDOM_LENGTH; i++) {
      letters.append((char) ('A' + random.nextInt('Z' - 'A' + 1)));
    }
    return new DeviceId(letters.toString());
  }

  private static boolean isPossible(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && text.chars().noneMatch(DeviceId::isOdd);
  }

  private static boolean isOdd(int c) {
    return c <= ' ' || Character.isISOControl(c) || Character.isSurrogate((char) c);
  }

  @Override
  public String toString() {
    return value;
  }
}
