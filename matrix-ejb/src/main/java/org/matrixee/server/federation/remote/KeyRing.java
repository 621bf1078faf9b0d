package org.matrixee.server.federation.remote;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.event.rules.TimedKey;

/** The signing keys of servers, this one included: kept, or fetched from them when needed. */
public interface KeyRing {
  /**
   * The wanted keys of a server as far as they can be had; keys that the server does not have, or
   * that cannot be fetched, are left out. A key that ended before the time for which it is wanted
   * is among them: it is the caller's to see whether it may be used. Holds no thread while it
   * waits; never call it in a transaction.
   *
   * @param wanted the keys, each with the latest time at which it must be good, ms since 1970
   */
  CompletionStage<Map<KeyId, TimedKey>> keys(ServerName server, Map<KeyId, Long> wanted);
}
