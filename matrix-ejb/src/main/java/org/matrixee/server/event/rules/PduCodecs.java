package org.matrixee.server.event.rules;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.matrixee.model.room.RoomVersionRules;

/** The codec of each room version. */
public final class PduCodecs {
  private static final Codec2014 PAIRS_2014 = new Codec2014();
  private static final ConcurrentMap<RoomVersionRules, PduCodec> GRAPH = new ConcurrentHashMap<>();

  private PduCodecs() {}

  /** The codec that a room version's rules ask for. */
  public static PduCodec of(RoomVersionRules rules) {
    return switch (rules.pduFormat()) {
      case PAIRS_2014 -> PAIRS_2014;
      case REFERENCE_PAIRS, ID_LISTS, ID_LISTS_REDACTS_IN_CONTENT, ID_LISTS_CREATE_WITHOUT_ROOM ->
          GRAPH.computeIfAbsent(rules, GraphCodec::new);
    };
  }
}
