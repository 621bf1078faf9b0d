package org.matrixee.server.federation.out;

import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;

/** What is told to other servers in passing: in memory only, dropped when it is stale. */
public interface OutgoingEdus {
  /**
   * Sends an EDU with the next transaction to a server. Returns at once and never fails; ignored
   * for this server itself.
   *
   * @param replaceKey an EDU of the same type and key that still waits is replaced by this one;
   *     null if none is
   */
  void send(
      ServerName destination, String eduType, JsonObject content, @Nullable String replaceKey);
}
