package org.matrixee.model.event;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.EventId;

/**
 * An edge of a room's graph.
 *
 * @param id the event referred to; it may be unknown to this server
 * @param sha256 its reference hash, unpadded base64; null where the format carries none
 */
public record EventReference(EventId id, @Nullable String sha256) {}
