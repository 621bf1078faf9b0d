package org.matrixee.server.event;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.room.Membership;
import org.matrixee.server.event.rules.SignedPdu;

/**
 * An event that a batch adds to a room; its stream position comes last of all.
 *
 * @param replaced the state event that it replaces; null if none
 * @param membership what it says if it becomes a membership; null otherwise
 * @param spreads whether it is to be sent to the servers in the room
 * @param toServers whom it must be told beside these
 * @param place where it stands
 */
record Added(
    long nid,
    SignedPdu pdu,
    @Nullable KnownEvent replaced,
    @Nullable Membership membership,
    boolean spreads,
    Set<ServerName> toServers,
    Place place) {
  /** Copies the set. */
  Added {
    toServers = Set.copyOf(toServers);
  }

  /**
   * Where an event stands.
   *
   * @param snapshotBefore the state before it, perhaps a stand-in; 0 if it is not known
   * @param current whether it becomes current in its slot
   */
  record Place(EventStatus status, Stream stream, long snapshotBefore, boolean current) {}

  /**
   * An event that came without the state before it.
   *
   * @param status accepted for history, which is shown, or an outlier, which is not
   */
  static Added unjudged(long nid, SignedPdu pdu, EventStatus status) {
    Stream stream = status == EventStatus.ACCEPTED ? Stream.HISTORY : Stream.NONE;
    Place place = new Place(status, stream, 0, false);
    return new Added(nid, pdu, null, null, false, Set.of(), place);
  }

  /** Where an event is shown. */
  enum Stream {
    /** As new. */
    LIVE,
    /** In the room's history only. */
    HISTORY,
    /** Nowhere. */
    NONE
  }

  boolean isLive() {
    return place.stream() == Stream.LIVE;
  }

  /** Its place in the stream. */
  long position(long live) {
    return switch (place.stream()) {
      case LIVE -> live;
      // Unique, and below everything that was ever live.
      case HISTORY -> -nid;
      case NONE -> 0;
    };
  }
}
