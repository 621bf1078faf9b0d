package org.matrixee.server.account.oidc.rules;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** Makes a user name out of what a provider calls a person. */
public final class SuggestedLocalpart {
  private static final int MOST = 64;

  private SuggestedLocalpart() {}

  /**
   * A localpart in the grammar of user IDs: without accents, in lower case, of an e-mail address
   * the part before the sign; whatever else is not allowed becomes one underscore.
   *
   * @return empty if nothing is left of it; the server chooses a name then
   */
  public static Optional<String> of(String claim) {
    int at = claim.indexOf('@');
    String name = at > 0 ? claim.substring(0, at) : claim;
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9._~=+-]+", "_")
            // A leading "-" marks names that the server chose.
            .replaceAll("^[._-]+|[._-]+$", "");
    String cut = plain.length() > MOST ? plain.substring(0, MOST) : plain;
    return cut.isEmpty() ? Optional.empty() : Optional.of(cut);
  }
}
