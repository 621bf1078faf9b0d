package org.matrixee.server.event.rules;

/** What a look at a server's signature on an object showed. */
public enum SignatureCheck {
  /** Signed with a key that we hold, and right. */
  VALID,
  /** No entry of that server. */
  NOT_SIGNED,
  /** Signed by that server, but with no algorithm that we know. */
  NO_KNOWN_ALGORITHM,
  /** Signed by that server, with keys that we do not hold. */
  NO_KEY,
  /** Signed with a key that we hold, and wrong. */
  WRONG
}
