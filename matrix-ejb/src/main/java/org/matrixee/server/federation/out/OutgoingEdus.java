package org.matrixee.server.federation.out;

import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;

/** The way of EDUs to other servers. */
public interface OutgoingEdus {
  /**
   * Sends an EDU with the next transaction, soon and in order. Invites to presence lists and the
   * answers to them are kept until they are taken, in the caller's transaction if there is one; all
   * others wait in memory and are dropped when they have become old. Nothing is sent to this server
   * itself.
   *
   * @param replaceKey an EDU that waits with the same key is replaced by this one; null replaces
   *     none
   */
  void send(
      ServerName destination, String eduType, JsonObject content, @Nullable String replaceKey);
}
