package org.matrixee.model.room;

/**
 * Everything that differs between room versions, as data; no code asks "which version is this?".
 *
 * @param pduFormat how events are written on the wire
 * @param eventIds where event IDs come from
 * @param auth who may do what
 * @param stateResolution how forks are brought together
 * @param redaction what a redaction keeps
 */
public record RoomVersionRules(
    PduFormat pduFormat,
    EventIdFormat eventIds,
    AuthRules auth,
    StateResolution stateResolution,
    RedactionRules redaction) {

  /** Rooms of October 2014. */
  static final RoomVersionRules V2014 =
      new RoomVersionRules(
          PduFormat.PAIRS_2014,
          EventIdFormat.PDU_ID_AND_ORIGIN,
          new AuthRules.Levels2014(),
          new StateResolution.PrevStateTree(),
          new RedactionRules.Keep2014());
}
