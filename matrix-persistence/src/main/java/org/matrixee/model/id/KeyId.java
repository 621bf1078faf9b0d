package org.matrixee.model.id;

/**
 * A signing key's ID: {@code algorithm:version}, such as {@code ed25519:auto}.
 *
 * @param value the whole identifier
 */
public record KeyId(String value) {
  /** Checks length, characters and the colon. */
  public KeyId {
    Ids.requireText(value, "key ID");
    if (value.indexOf(':') < 1) {
      throw new IllegalArgumentException("A key ID needs an algorithm and a colon.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
