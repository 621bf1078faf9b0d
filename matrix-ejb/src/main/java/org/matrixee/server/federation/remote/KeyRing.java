package org.matrixee.server.federation.remote;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.event.rules.VerifyKey;

/** The signing keys of servers, this one included: kept, or fetched from them when needed. */
public interface KeyRing {
  /**
   * The wanted keys of a server as far as they can be had; keys that the server does not have, or
   * that cannot be fetched, are left out. Holds no thread while it waits; never call it in a
   * transaction.
   */
  CompletionStage<Map<KeyId, VerifyKey>> keys(ServerName server, Set<KeyId> wanted);

  /**
   * Reads at once what is kept of many servers, before each is asked for. Holds no thread; never
   * call it in a transaction.
   */
  CompletionStage<Void> prepare(Set<ServerName> servers);
}
