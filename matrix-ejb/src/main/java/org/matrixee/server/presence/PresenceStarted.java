package org.matrixee.server.presence;

/**
 * The stream of presence begins, when the server starts. Fired before any change.
 *
 * @param position whatever was told before a restart stands at or below it
 */
public record PresenceStarted(long position) {}
