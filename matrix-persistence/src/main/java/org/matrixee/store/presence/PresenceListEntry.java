package org.matrixee.store.presence;

import org.matrixee.model.id.UserId;

/**
 * An entry of a presence list.
 *
 * @param observer whose list it is on
 * @param observed who is on it
 * @param accepted whether the observed user allows it; else the invite is pending
 */
public record PresenceListEntry(UserId observer, UserId observed, boolean accepted) {}
