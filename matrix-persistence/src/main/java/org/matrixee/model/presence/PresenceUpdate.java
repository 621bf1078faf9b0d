package org.matrixee.model.presence;

/**
 * The newest presence of a user, as it goes to everyone who may see it.
 *
 * @param position its place in the server's stream of presence
 * @param wakes whose waiting requests it ends; all others get it with whatever comes next
 */
public record PresenceUpdate(UserPresence shown, long position, Wakes wakes) {}
