package org.matrixee.server.account.uia;

import jakarta.json.JsonObject;
import java.util.Optional;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.account.LoginSession;
import org.matrixee.server.account.uia.rules.AuthSession;

/**
 * An authentication for an operation that is under way.
 *
 * @param kept the session as it is in the database
 * @param state how far it has come
 */
public record WaitingAuth(LoginSession kept, AuthSession state) {
  /** What a session holds; empty if it is for something else. */
  public static Optional<WaitingAuth> of(LoginSession session) {
    return session.purpose() == LoginPurpose.OPERATION
        ? Optional.of(new WaitingAuth(session, AuthSession.ofJson(session.state(), session.done())))
        : Optional.empty();
  }

  /** The session once a stage is passed, with what that found out. */
  public LoginSession passed(String type, JsonObject found) {
    AuthSession next = state.passed(type, found);
    return kept.next(next.completed(), next.toJson(), null);
  }
}
