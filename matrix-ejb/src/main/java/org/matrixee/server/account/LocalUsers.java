package org.matrixee.server.account;

import java.security.SecureRandom;
import java.util.Locale;
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

  /** v1.19: Appendices, "User Identifiers". */
  private static final Pattern USERNAME = Pattern.compile("[a-z0-9._=/+-]{1,200}");

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

  /**
   * The user ID of a name that somebody wants over the current API; capitals become small.
   *
   * @throws MatrixException M_INVALID_USERNAME if the name is not allowed
   */
  public static UserId ofUsername(String username, ServerName server) {
    String folded = username.toLowerCase(Locale.ROOT);
    if (USERNAME.matcher(folded).matches()) {
      Optional<UserId> user = UserId.parse("@" + folded + ":" + server.value());
      if (user.isPresent()) {
        return user.get();
      }
    }
    throw new MatrixException(
        ErrorCode.M_INVALID_USERNAME,
        "A user name may hold letters, digits and the characters . _ = - / + only.");
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
    String full = user.startsWith("@") ? user : "@" + user + ":" + server.value();
    return UserId.parse(full).map(UserId::folded).filter(id -> isOf(id, server));
  }

  /** What stands after the first colon need not be a server name at all. */
  private static boolean isOf(UserId user, ServerName server) {
    return user.value().substring(user.value().indexOf(':') + 1).equals(server.value());
  }
}
