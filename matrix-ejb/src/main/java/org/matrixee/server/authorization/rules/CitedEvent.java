package org.matrixee.server.authorization.rules;

import org.matrixee.model.event.Event;

/**
 * An event that another one names in its {@code auth_events}.
 *
 * @param rejected whether it was rejected when it was received
 */
public record CitedEvent(Event event, boolean rejected) {}
