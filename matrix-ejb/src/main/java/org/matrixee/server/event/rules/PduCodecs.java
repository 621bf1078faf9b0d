package org.matrixee.server.event.rules;

import org.matrixee.model.room.PduFormat;

/** The codec of each PDU format. */
public final class PduCodecs {
  private static final Codec2014 PAIRS_2014 = new Codec2014();

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
}
