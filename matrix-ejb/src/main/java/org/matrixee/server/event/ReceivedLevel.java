package org.matrixee.server.event;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersionRules;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.authorization.rules.RequiredLevelStamp;
import org.matrixee.server.event.rules.ContentHash;

/** The {@code required_power_level} that an event of another server asks for. */
final class ReceivedLevel {
  private static final RoomVersionRules PAIRS_2014 = RoomVersions.get(RoomVersion.V2014);

  private ReceivedLevel() {}

  /**
   * What can be believed of it where the state before the event is not known.
   *
   * @param state that of which it is a part
   */
  static @Nullable Long believed(Event event, StateMap state) {
    return RequiredLevelStamp.believed(said(event, state), state);
  }

  /**
   * An event with the level that it asks for: that which it names. Of an event of which only the
   * stripped form could be had nobody knows what it named; it gets what it would have got here, or
   * whoever tampers with an event on its way would take its protection away.
   *
   * @param state the state before it, or that of which it is a part
   */
  static Event said(Event event, StateMap state) {
    if (event.requiredPowerLevel() != null || !event.isState()) {
      return event;
    }
    @Nullable Long usual = RequiredLevelStamp.ofStripped(event, state);
    // Only rooms of this form have such levels. The hash comes last: it costs the most.
    return usual == null || ContentHash.matches(event.pdu(), PAIRS_2014)
        ? event
        : event.withRequiredPowerLevel(usual);
  }
}
