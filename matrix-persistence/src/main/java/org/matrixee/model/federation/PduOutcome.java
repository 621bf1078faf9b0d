package org.matrixee.model.federation;

import java.util.Optional;
import org.matrixee.model.id.EventId;

/** What became of a PDU of another server. */
public sealed interface PduOutcome {
  /** It is part of the room, now or since earlier. */
  record Accepted(EventId event) implements PduOutcome {}

  /**
   * Allowed by its own history but not by the room as it is now: kept, not shown.
   *
   * @param reason a sentence for the sending server
   */
  record SoftFailed(EventId event, String reason) implements PduOutcome {}

  /**
   * Allowed by the room and not wanted by this server's policy: kept without its content, so that
   * later events that cite it can be judged, and not shown.
   *
   * @param reason a sentence for the sending server
   */
  record Unwanted(EventId event, String reason) implements PduOutcome {}

  /**
   * Not allowed by its own history: kept, so that later events that cite it can be judged.
   *
   * @param reason a sentence for the sending server
   */
  record Rejected(EventId event, String reason) implements PduOutcome {}

  /**
   * Not kept: malformed, not signed as it should be, of a room that is not ours, or with a past
   * that cannot be had.
   *
   * @param reason a sentence for the sending server
   */
  record Dropped(String reason) implements PduOutcome {}

  /** Whether it is part of the room. */
  default boolean isAccepted() {
    return this instanceof Accepted;
  }

  /** What the sending server is told; empty if there is nothing to complain about. */
  default Optional<String> error() {
    if (this instanceof Rejected rejected) {
      return Optional.of(rejected.reason());
    }
    if (this instanceof Unwanted unwanted) {
      return Optional.of(unwanted.reason());
    }
    if (this instanceof Dropped dropped) {
      return Optional.of(dropped.reason());
    }
    // A soft failure is our view of the moment; the sender did nothing wrong.
    return Optional.empty();
  }
}
