package org.matrixee.server.federation.in;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersionRules;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.event.rules.JsonSigning;
import org.matrixee.server.event.rules.SignatureCheck;
import org.matrixee.server.event.rules.TimedKey;

/**
 * Step b: the server of its sender has signed the PDU, whoever hands it over. That its sender is a
 * user of its origin is part of the format.
 *
 * <p>2014: federation-v1, 7; threats: stolen event id, false origin.
 */
final class EventSignatureCheck {
  private static final RoomVersionRules RULES = RoomVersions.get(RoomVersion.V2014);

  private EventSignatureCheck() {}

  /** The keys that are needed to check an event. */
  static Set<KeyId> keys(Event event) {
    return JsonSigning.keyIds(event.pdu(), event.origin());
  }

  /**
   * When an event was made, as its keys see it: as its origin says, but not later than now, so that
   * a clock that is fast does not ask for a key of the future.
   */
  static long madeTs(Event event, long nowTs) {
    return Math.min(event.originServerTs(), nowTs);
  }

  /**
   * What is wrong with the signature of an event's origin; null if nothing is.
   *
   * @param keys the keys of the origin that we hold
   * @param ts when the event was made, see {@link #madeTs}
   */
  static @Nullable String problem(Event event, Map<KeyId, TimedKey> keys, long ts) {
    SignatureCheck check =
        JsonSigning.verifyEvent(
            event.pdu(),
            RULES,
            event.origin(),
            id ->
                Optional.ofNullable(keys.get(id))
                    .filter(key -> key.isGoodAt(ts))
                    .map(TimedKey::key));
    return switch (check) {
      case VALID -> null;
      case NOT_SIGNED -> "The PDU is not signed by its origin.";
      case NO_KNOWN_ALGORITHM -> "The PDU is not signed with ed25519.";
      case NO_KEY -> "The key that the PDU is signed with is not one of its origin at that time.";
      case WRONG -> "The PDU's signature is wrong.";
    };
  }
}
