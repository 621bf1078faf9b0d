package org.matrixee.model.id;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;

/**
 * A user ID: {@code @localpart:domain}.
 *
 * @param value the whole identifier, sigil included
 */
public record UserId(String value) {
  /** Checks the syntax only; whether it exists is a store's to say. */
  public UserId {
    Ids.require(value, '@', "user ID");
  }

  /** Reads a user ID; empty if the text is none. */
  public static Optional<UserId> parse(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(new UserId(text));
    } catch (MatrixException e) {
      return Optional.empty();
    }
  }

  /** The part between the sigil and the first colon. */
  public String localpart() {
    return Ids.localpart(value);
  }

  /**
   * The form that the 2014 API compares and stores, since there user ids are case-insensitive.
   *
   * <p>2014: architecture (S-ARCH-06).
   */
  public UserId folded() {
    String lower = value.toLowerCase(Locale.ROOT);
    return lower.equals(value) ? this : new UserId(lower);
  }

  /** The server name after the first colon. */
  public ServerName server() {
    return Ids.server(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
