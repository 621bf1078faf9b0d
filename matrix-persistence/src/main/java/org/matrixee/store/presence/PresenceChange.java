package org.matrixee.store.presence;

import org.matrixee.model.presence.UserPresence;

/**
 * A user's newest presence with its place in the stream.
 *
 * @param position its place in the server's stream of presence
 */
public record PresenceChange(UserPresence shown, long position) {}
