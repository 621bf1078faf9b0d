package org.matrixee.server.account.login;

import jakarta.json.JsonObject;
import java.util.List;
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
}
