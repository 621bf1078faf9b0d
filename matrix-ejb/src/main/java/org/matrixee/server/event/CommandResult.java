package org.matrixee.server.event;

import org.matrixee.model.error.MatrixException;
import org.matrixee.model.room.RoomOutcome;

/** What became of one command of a batch. A refusal is its answer alone. */
sealed interface CommandResult {
  /** It is done, or was done before. */
  record Done(RoomOutcome outcome) implements CommandResult {}

  /** It was refused and changed nothing. */
  record Refused(MatrixException refusal) implements CommandResult {}

  /** It changed nothing yet: it has to see the room as this batch leaves it, and is done next. */
  record Postponed() implements CommandResult {}
}
