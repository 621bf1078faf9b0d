package org.matrixee.server.account;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;

/** The form of local user IDs. */
public final class LocalUsers {
  /** What URL-quoting leaves as it is (client-api-v1, 4.2), without sigils and separators. */
  private static final Pattern LOCALPART = Pattern.compile("[A-Za-z0-9._~=+/-]{1,200}");

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int RANDOM_LENGTH = 18;

  private LocalUsers() {}

  /**
   * The user ID of a wanted localpart, folded (S-ARCH-06).
   *
   * @throws MatrixException M_BAD_JSON if the localpart is not allowed
   */
  public static UserId ofLocalpart(String localpart, ServerName server) {
    if (!LOCALPART.matcher(localpart).matches() || localpart.contains("/")) {
      throw new MatrixException(
          ErrorCode.M_BAD_JSON,
          "A user name may hold letters, digits and the characters . _ ~ = + - only.");
    }
    return new UserId("@" + localpart + ":" + server.value()).folded();
  }

  /** A user ID that nobody chose (S-ARCH-05). */
  public static UserId random(ServerName server, SecureRandom random) {
    StringBuilder localpart = new StringBuilder("@-");
    for (int i = 0; i < RANDOM_LENGTH; i++) {
      localpart.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return new UserId(localpart + ":" + server.value());
  }

  /** Who logs in, by a full user ID or a localpart; empty if it cannot be an account of ours. */
  public static Optional<UserId> parse(String user, ServerName server) {
    try {
      UserId id = user.startsWith("@") ? new UserId(user).folded() : ofLocalpart(user, server);
      return id.server().equals(server) ? Optional.of(id) : Optional.empty();
    } catch (MatrixException e) {
      return Optional.empty();
    }
  }
}
