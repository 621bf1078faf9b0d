package org.matrixee.web.federation.event;

import java.util.ArrayList;
import java.util.List;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.ServerName;

/**
 * An event as {@code v} of {@code backfill} names it: {@code pdu_id,origin}, split at the first
 * comma, or the other way round.
 *
 * <p>2014: federation-v1, 4.
 */
final class NamedEvent {
  private NamedEvent() {}

  /**
   * The event IDs that are meant: one, or two if either half may be the server.
   *
   * @throws MatrixException M_BAD_JSON if neither half is
   */
  static List<EventId> read(String named) {
    int comma = named.indexOf(',');
    if (comma < 1 || comma == named.length() - 1) {
      throw bad();
    }
    List<EventId> found = new ArrayList<>();
    add(found, named.substring(0, comma), named.substring(comma + 1));
    add(found, named.substring(comma + 1), named.substring(0, comma));
    if (found.isEmpty()) {
      throw bad();
    }
    return found;
  }

  private static void add(List<EventId> found, String localId, String server) {
    try {
      found.add(new EventId(localId + "@" + new ServerName(server)));
    } catch (MatrixException e) {
      // Not this way round.
    }
  }

  private static MatrixException bad() {
    return new MatrixException(ErrorCode.M_BAD_JSON, "v must be a pdu_id, a comma and an origin.");
  }
}
