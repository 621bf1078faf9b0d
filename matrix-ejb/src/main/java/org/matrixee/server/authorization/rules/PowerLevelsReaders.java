package org.matrixee.server.authorization.rules;

import org.matrixee.model.room.AuthRules;

/** The reader of levels of each kind of authorization rules. */
public final class PowerLevelsReaders {
  private PowerLevelsReaders() {}

  /** The reader that a room version's rules ask for. */
  public static PowerLevelsReader of(AuthRules rules) {
    if (rules instanceof AuthRules.Levels2014) {
      return new SeparateEventLevels();
    }
    if (rules instanceof AuthRules.EventGraph graph) {
      return new SingleEventLevels(graph);
    }
    throw new AssertionError(rules);
  }
}
