package org.matrixee.model.account;

import jakarta.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A login or registration of several requests, as it is kept between them.
 *
 * @param hash lower-case hex of the session key's SHA-256; the key itself is never kept
 * @param purpose what it leads to; never changes
 * @param done types of the stages passed, in order
 * @param state what these established and what pending stages remember
 * @param keyHash of the one-time key that completes a stage from outside; null if there is none
 * @param address where it was begun from
 * @param createdTs ms since 1970
 * @param expiresTs ms since 1970; from then on the session is as if it had never been
 * @param version one more with each change: of two changes at once only one gets through
 */
public record LoginSession(
    String hash,
    LoginPurpose purpose,
    List<String> done,
    JsonObject state,
    @Nullable String keyHash,
    String address,
    long createdTs,
    long expiresTs,
    long version) {

  /** Copies the list. */
  public LoginSession {
    done = List.copyOf(done);
  }

  /** The next version of it. */
  public LoginSession next(List<String> nowDone, JsonObject nowState, @Nullable String nowKeyHash) {
    return new LoginSession(
        hash, purpose, nowDone, nowState, nowKeyHash, address, createdTs, expiresTs, version + 1);
  }

  /** Leaves the state out: it holds secrets. */
  @Override
  public String toString() {
    return "LoginSession[" + purpose + " " + done + " version " + version + "]";
  }
}
