package org.matrixee.server.account.device;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.matrixee.server.event.Engine;
import org.matrixee.store.Stores;

/** Makes what writes sessions for tests without a container. */
public final class TestSessions {
  private TestSessions() {}

  public static SessionWriter writer(Stores stores, Clock clock) {
    return writer(stores, clock, new ArrayList<>());
  }

  /**
   * With a list that the hashes of ended tokens are added to.
   *
   * @param ended changed by the writer
   */
  static SessionWriter writer(Stores stores, Clock clock, List<String> ended) {
    return new SessionWriter(
        stores.devices(),
        stores.tokens(),
        stores.refreshTokens(),
        stores.keys().crossSigning(),
        new Engine.Observers<>(List.of(event -> ended.addAll(event.hashes()))),
        new Engine.Observers<>(List.of()),
        clock);
  }
}
