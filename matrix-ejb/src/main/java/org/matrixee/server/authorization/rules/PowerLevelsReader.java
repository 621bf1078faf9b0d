package org.matrixee.server.authorization.rules;

import org.matrixee.model.event.StateMap;
import org.matrixee.model.room.PowerLevels;

/** Composes the one effective set of levels from a room's state. Stateless. */
public interface PowerLevelsReader {
  /**
   * The levels in force.
   *
   * @param state at least the slots of {@link AuthSlots#levels()}
   */
  PowerLevels read(StateMap state);
}
