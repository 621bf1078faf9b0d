package org.matrixee.server.authorization.rules;

/**
 * What the operator may choose about authorization.
 *
 * @param rejectInvites whether an invited user may leave without having joined (authorization-v1,
 *     C9; the setting {@code allow_reject_invite})
 */
public record AuthOptions(boolean rejectInvites) {
  /** The specification to the letter: only who has joined can leave. */
  public static final AuthOptions STRICT = new AuthOptions(false);
}
