package org.matrixee.store.presence;

import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;

/**
 * A user's presence as it is kept.
 *
 * @param position its place in the server's stream of presence
 */
public record StoredPresence(UserId user, Presence presence, long position) {}
