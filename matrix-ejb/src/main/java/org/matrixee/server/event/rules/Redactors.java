package org.matrixee.server.event.rules;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.matrixee.model.room.RedactionRules;

/** The redactor of each kind of redaction rules. */
public final class Redactors {
  private static final Redactor KEEP_2014 = new Redactor2014();
  private static final ConcurrentMap<RedactionRules.KeepLists, Redactor> KEEP_LISTS =
      new ConcurrentHashMap<>();

  private Redactors() {}

  /** The redactor that a room version's rules ask for. */
  public static Redactor of(RedactionRules rules) {
    if (rules instanceof RedactionRules.Keep2014) {
      return KEEP_2014;
    }
    if (rules instanceof RedactionRules.KeepLists lists) {
      return KEEP_LISTS.computeIfAbsent(lists, KeepListRedactor::new);
    }
    throw new AssertionError(rules);
  }
}
