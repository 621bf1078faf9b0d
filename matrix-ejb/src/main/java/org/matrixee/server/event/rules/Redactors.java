package org.matrixee.server.event.rules;

import org.matrixee.model.room.RedactionRules;

/** The redactor of each kind of redaction rules. */
public final class Redactors {
  private static final Redactor KEEP_2014 = new Redactor2014();

  private Redactors() {}

  /** The redactor that a room version's rules ask for. */
  public static Redactor of(RedactionRules rules) {
    if (rules instanceof RedactionRules.Keep2014) {
      return KEEP_2014;
    }
    // No room version that this server knows names other rules yet.
    throw new AssertionError(rules);
  }
}
