package org.matrixee.server.account.login;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.account.LoginSession;

/**
 * How far a login or registration has come.
 *
 * @param kept the session as it is in the database; null as long as no request needed one
 * @param sessionKey the session's key; null if there is no session
 * @param done types of the stages passed
 */
record Progress(
    LoginPurpose purpose,
    @Nullable LoginSession kept,
    @Nullable String sessionKey,
    List<String> done,
    SessionState state) {

  /** Before the first request. */
  static Progress none(LoginPurpose purpose) {
    return new Progress(purpose, null, null, List.of(), SessionState.EMPTY);
  }

  /** As a session has it. */
  static Progress of(LoginSession kept, String sessionKey) {
    return new Progress(
        kept.purpose(), kept, sessionKey, kept.done(), SessionState.ofJson(kept.state()));
  }

  Progress with(SessionState changed) {
    return new Progress(purpose, kept, sessionKey, done, changed);
  }

  /** With one stage more. */
  Progress passed(String type, Established all) {
    List<String> more = new ArrayList<>(done);
    more.add(type);
    return new Progress(purpose, kept, sessionKey, List.copyOf(more), state.passed(type, all));
  }

  /** The hash of the one-time key, as long as its stage waits. */
  @Nullable String keyHash() {
    return kept == null || state.outside() == null ? null : kept.keyHash();
  }
}
