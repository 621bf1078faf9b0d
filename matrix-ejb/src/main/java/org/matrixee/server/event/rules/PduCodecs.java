package org.matrixee.server.event.rules;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.room.RoomVersionRules;

/** The codec of each room version. */
public final class PduCodecs {
  private static final Codec2014 PAIRS_2014 = new Codec2014(server -> false);
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

  /**
   * The codec for PDUs of other servers.
   *
   * @param knownOrigins whether a server is known as the origin of some event: 2014 servers did not
   *     agree on the order in a reference (federation-v1, section 3)
   */
  public static PduCodec of(RoomVersionRules rules, Predicate<ServerName> knownOrigins) {
    return switch (rules.pduFormat()) {
      case PAIRS_2014 -> new Codec2014(knownOrigins);
      case REFERENCE_PAIRS, ID_LISTS, ID_LISTS_REDACTS_IN_CONTENT, ID_LISTS_CREATE_WITHOUT_ROOM ->
          of(rules);
    };
  }
}
