package org.matrixee.model.room;

/**
 * Who signs an event, and with which keys, beyond the server of its sender.
 *
 * @param byEventIdServer room versions 1 and 2: the server in the event ID signs too
 * @param keyValidity from room version 5: the key must have been valid when the event was made
 */
public record SigningRules(boolean byEventIdServer, boolean keyValidity) {}
