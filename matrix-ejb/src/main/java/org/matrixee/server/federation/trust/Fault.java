package org.matrixee.server.federation.trust;

/** What a server can do wrong. */
public enum Fault {
  /** A request in its name had a wrong signature; who sent it is not known. */
  FALSE_REQUEST,
  /** It handed over a PDU that is malformed, not signed by its origin, or wrongly. */
  BAD_PDU,
  /** It handed over a PDU that names what nobody has, or what cannot be. */
  MISPLACED_PDU,
  /** It made an event that the room's rules forbid. */
  LAWLESS_PDU
}
