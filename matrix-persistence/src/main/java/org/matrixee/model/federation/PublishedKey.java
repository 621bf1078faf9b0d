package org.matrixee.model.federation;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.KeyId;

/**
 * A signing key of a server, as that server has published it.
 *
 * @param id its ID
 * @param publicKey unpadded base64
 * @param validUntilTs until when requests may be signed with it, ms since 1970; after that, the
 *     server must be asked again
 * @param retiredTs since when it signs nothing new, ms since 1970; null while it is in use
 */
public record PublishedKey(
    KeyId id, String publicKey, long validUntilTs, @Nullable Long retiredTs) {
  /** Whether a request of now may be signed with it. */
  public boolean isGoodAt(long nowTs) {
    return retiredTs == null && nowTs <= validUntilTs;
  }

  /** Until when events may be signed with it, as far as its server has told; ms since 1970. */
  public long endTs() {
    Long retired = retiredTs;
    return retired == null ? validUntilTs : retired;
  }
}
