package org.matrixee.server.event.rules;

import java.util.function.Predicate;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.room.PduFormat;

/** The codec of each PDU format. */
public final class PduCodecs {
  private static final Codec2014 PAIRS_2014 = new Codec2014(server -> false);

  private PduCodecs() {}

  /** The codec of a format. */
  public static PduCodec of(PduFormat format) {
    return switch (format) {
      case PAIRS_2014 -> PAIRS_2014;
      // No room version that this server knows names these yet.
      case REFERENCE_PAIRS, ID_LISTS, ID_LISTS_CREATE_WITHOUT_ROOM ->
          throw new AssertionError(format);
    };
  }

  /**
   * The codec of a format for PDUs of other servers.
   *
   * @param knownOrigins whether a server is known as the origin of some event: 2014 servers did not
   *     agree on the order in a reference (federation-v1, section 3)
   */
  public static PduCodec of(PduFormat format, Predicate<ServerName> knownOrigins) {
    return switch (format) {
      case PAIRS_2014 -> new Codec2014(knownOrigins);
      case REFERENCE_PAIRS, ID_LISTS, ID_LISTS_CREATE_WITHOUT_ROOM -> of(format);
    };
  }
}
