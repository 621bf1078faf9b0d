package org.matrixee.server.federation.out;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;

/** The way of EDUs to other servers. Nothing is sent to this server itself. */
public interface OutgoingEdus {
  /**
   * An EDU that must arrive.
   *
   * @param eduType one of those that are told once: invites to presence lists and the answers
   */
  record Lasting(ServerName destination, String eduType, JsonObject content) {}

  /**
   * Sends an EDU with the next transaction, soon and in order. It waits in memory, and is dropped
   * when it has become old.
   *
   * @param replaceKey an EDU that waits with the same key is replaced by this one; null replaces
   *     none
   */
  default void send(
      ServerName destination, String eduType, JsonObject content, @Nullable String replaceKey) {
    send(destination, eduType, nowTs -> content, replaceKey);
  }

  /**
   * The same with a content that depends on when it is sent.
   *
   * @param content by the time, ms since 1970; asked again at each attempt
   */
  void send(
      ServerName destination,
      String eduType,
      LongFunction<JsonObject> content,
      @Nullable String replaceKey);

  /** Keeps EDUs until they are taken, in the caller's transaction if there is one. */
  void keep(List<Lasting> edus);

  /**
   * How many kept EDUs wait for a server.
   *
   * @param most counts no further
   */
  int kept(ServerName destination, int most);

  /**
   * Whether a server did not take its last transaction. When it takes one again, that is announced
   * as {@link DestinationRecovered}.
   */
  boolean isFailing(ServerName destination);

  /**
   * When a server last took a transaction, or sent a request, ms since 1970; 0 if it has not been
   * heard of since the start, or nothing was ever sent to it.
   */
  long lastHeardTs(ServerName server);
}
