package org.matrixee.server.clientsync;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StreamToken;
import org.matrixee.server.history.rules.SyncFilter;

/**
 * What a client asks of a sync.
 *
 * @param since up to where it knows everything; null if it knows nothing
 * @param filter what it wants
 * @param fullState whether it wants the whole state of its rooms, though it may know it
 * @param stateAfter whether state is told as it is after the timeline, not as it was before
 */
public record SyncRequest(
    StreamToken.@Nullable Live since, SyncFilter filter, boolean fullState, boolean stateAfter) {
  /** Whether everything is told that the user may see. */
  boolean isInitial() {
    return since == null;
  }
}
