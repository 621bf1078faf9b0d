package org.matrixee.server.account.login;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.account.LoginSession;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.Credentials;

/** What the client is told after a stage that was not refused. */
public sealed interface LoginOutcome {

  /** The flow is complete. */
  record Finished(Credentials credentials) implements LoginOutcome {}

  /**
   * The stage is done, and another one follows (S-REG-37).
   *
   * @param types of the stages that may follow: several where two flows part here
   * @param session the session's key
   */
  record Next(List<String> types, String session) implements LoginOutcome {
    /** Copies the list. */
    public Next {
      types = List.copyOf(types);
    }

    /** Leaves the session's key out. */
    @Override
    public String toString() {
      return "Next" + types;
    }
  }

  /**
   * The stage goes on with a later request (S-REG-27, S-REG-31).
   *
   * @param type of the stage
   * @param session the session's key
   * @param answer further keys for the client, such as {@code uri}
   */
  record Waiting(String type, String session, JsonObject answer) implements LoginOutcome {
    /** Leaves the session's key out. */
    @Override
    public String toString() {
      return "Waiting[" + type + "]";
    }
  }

  /**
   * The browser's person is proven. What follows must end the session, so that it is done once.
   *
   * @param user who it is
   * @param aim as it was given when it began
   * @param kept the session
   * @param done types of the stages passed
   * @param state what the session would keep now
   */
  record Proven(UserId user, JsonObject aim, LoginSession kept, List<String> done, JsonObject state)
      implements LoginOutcome {
    /** What an aim is remembered by in a session, beside the stages. */
    static final String AIM = "aim";

    /** Copies the list. */
    public Proven {
      done = List.copyOf(done);
    }

    /** The same from a session that was kept once somebody was proven; empty if nobody was. */
    public static Optional<Proven> of(LoginSession kept) {
      if (kept.purpose() != LoginPurpose.SIGN_ON || kept.done().isEmpty()) {
        return Optional.empty();
      }
      SessionState state = SessionState.ofJson(kept.state());
      return Optional.ofNullable(state.established().user())
          .map(user -> new Proven(user, state.remembered(AIM), kept, kept.done(), kept.state()));
    }

    /** The session that waits for whoever comes with a key. */
    public LoginSession waitingFor(OneTimeKey key) {
      return kept.next(done, state, key.hash());
    }

    /** Leaves the session out. */
    @Override
    public String toString() {
      return "Proven[" + user + "]";
    }
  }
}
