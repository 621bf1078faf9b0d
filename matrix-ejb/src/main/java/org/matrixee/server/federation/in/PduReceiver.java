package org.matrixee.server.federation.in;

import jakarta.json.JsonObject;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.ServerName;

/**
 * Takes in PDUs of other servers: checks format, signature and hash, fetches what is missing before
 * them, and has the room's writer judge and keep them.
 *
 * <p>Holds no thread and no connection while it waits; call it outside transactions.
 */
public interface PduReceiver {
  /**
   * Takes in one PDU.
   *
   * @param sender who hands it over and is asked for what is missing; not always its origin
   * @return what became of it, after the commit; exceptionally only if this server itself failed,
   *     so that the PDU should come again
   */
  CompletionStage<PduOutcome> receive(Origin sender, JsonObject pdu);

  /**
   * The same, and if the event is accepted it is sent on to every other server in the room, in the
   * same transaction: for a server that speaks for an event which others have not got yet ({@code
   * send_join}).
   */
  CompletionStage<PduOutcome> receiveAndRelay(Origin sender, JsonObject pdu);

  /**
   * Takes in an event of this server that was finished before it could be kept, since another
   * server had a say in it; judged as any other.
   *
   * @param self this server
   * @param relay whether it is sent to every other server in the room
   */
  CompletionStage<PduOutcome> receiveOwn(ServerName self, JsonObject pdu, boolean relay);
}
