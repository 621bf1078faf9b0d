package org.matrixee.model.room;

/** Which keys a redaction keeps. */
public sealed interface RedactionRules {
  /** October 2014 (authorization-v1, section 7.3). */
  record Keep2014() implements RedactionRules {}

  /**
   * Room versions 1 to 12.
   *
   * @param revision the room version whose list applies
   */
  record KeepLists(int revision) implements RedactionRules {}
}
