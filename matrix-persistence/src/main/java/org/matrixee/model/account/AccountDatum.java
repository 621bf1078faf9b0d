package org.matrixee.model.account;

import org.matrixee.model.json.JsonText;

/**
 * What a user's clients keep for themselves.
 *
 * <p>Spec: client-server, "Client config".
 *
 * @param roomNid the room that it is of; {@link #GLOBAL} if it is of the whole account
 * @param type the type of event that clients see it as
 * @param position where in the stream it was set
 * @param content a JSON object
 */
public record AccountDatum(long roomNid, String type, long position, JsonText content) {
  /** No room. */
  public static final long GLOBAL = 0;
}
