package org.matrixee.server.federation.in;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.rules.SignedPdu;

/** Rooms that begin to exist on this server because another server gave them to it. */
public interface RemoteRooms {
  /**
   * Announces that a room is about to be adopted: until the answer is closed, PDUs of that room
   * wait, and are then judged as usual. To be called before the request that makes other servers
   * send such PDUs ({@code send_join}).
   */
  Expectation expect(RoomId room);

  /** A room that is awaited; to be closed whatever happens. */
  interface Expectation extends AutoCloseable {
    /** Lets the waiting PDUs go on. */
    @Override
    void close();
  }

  /**
   * Makes a room of this server out of the state that another server gives, and of the join of one
   * of our users as its first accepted event; in one transaction. Signatures and hashes are checked
   * first, in parallel. State events that do not hold are left out; if the room's rules hang on one
   * of them, there is no room.
   *
   * <p>If the room is held already with a joined user of ours, the join is received as any other
   * event. A room that all our users had left is taken up again.
   *
   * @return the room, after the commit; exceptionally with {@code MatrixException}: M_FORBIDDEN if
   *     the room's rules do not allow the join, M_UNKNOWN (502) if what the server gave makes no
   *     room
   */
  CompletionStage<RoomRef> adopt(Adoption adoption);

  /**
   * Takes in an invite for one of our users, of a room that we need not hold: its signatures are
   * checked, it is kept, and the user sees it.
   *
   * @return as {@link PduReceiver#receive}
   */
  CompletionStage<PduOutcome> invite(Origin sender, JsonObject pdu);

  /**
   * Takes in that one of our users does not want to come into a room that we are not in, and leaves
   * it for the server that has to know: both or neither.
   *
   * @param rejection the finished event of this server
   * @return what became of it, after the commit
   */
  CompletionStage<PduOutcome> reject(RoomRef room, SignedPdu rejection, ServerName tell);

  /**
   * What makes a room.
   *
   * @param from who gave the state
   * @param state the PDUs of the state before the join, all of them
   * @param join the finished join event, with the hash and signature of this server
   */
  record Adoption(ServerName from, RoomId room, List<JsonObject> state, JsonObject join) {
    /** Copies the list. */
    public Adoption {
      state = List.copyOf(state);
    }
  }
}
