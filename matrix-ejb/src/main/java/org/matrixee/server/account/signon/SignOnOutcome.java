package org.matrixee.server.account.signon;

import org.matrixee.model.account.ClientUrl;
import org.matrixee.model.id.UserId;

/** What a browser is shown once its person is proven. */
public sealed interface SignOnOutcome {
  /**
   * It is sent to the client.
   *
   * @param address with a token for one login
   */
  record SentBack(String address) implements SignOnOutcome {
    /** Leaves the token out. */
    @Override
    public String toString() {
      return "SentBack";
    }
  }

  /**
   * The person is asked first whether he wants to go there.
   *
   * @param key by which the browser goes on
   */
  record Asked(ClientUrl client, UserId user, String key) implements SignOnOutcome {
    /** Leaves the key out. */
    @Override
    public String toString() {
      return "Asked[" + client + "]";
    }
  }

  /** The operation that the person was asked to prove himself for is allowed. */
  record Allowed(UserId user) implements SignOnOutcome {}
}
