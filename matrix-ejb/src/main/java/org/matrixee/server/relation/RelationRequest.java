package org.matrixee.server.relation;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.id.EventId;

/**
 * Which related events a client wants.
 *
 * @param parent what they relate to
 * @param relType the only kind of relation; null for all
 * @param type the only type of event; null for all
 * @param from null for the natural start: the newest backwards, the oldest forwards
 * @param to where to stop; null for nowhere
 * @param limit 1 or more
 * @param recurse whether what relates to related events counts, too
 */
public record RelationRequest(
    EventId parent,
    @Nullable String relType,
    @Nullable String type,
    @Nullable StreamToken from,
    @Nullable StreamToken to,
    boolean backwards,
    int limit,
    boolean recurse) {}
