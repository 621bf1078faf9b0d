package org.matrixee.server.relation.rules;

import org.matrixee.model.event.Event;
import org.matrixee.model.event.Relation;

/**
 * Which edits count.
 *
 * <p>v1.19: client-server, "Validity of replacement events".
 */
public final class EditRules {
  private EditRules() {}

  /** Whether an event is a valid edit of another. */
  public static boolean isValid(Event original, Event edit) {
    return Relation.of(edit.content())
        .filter(relation -> relation.is(Relation.REPLACE))
        .filter(relation -> relation.parent().equals(original.id()))
        .filter(relation -> relation.isComplete(edit.type(), edit.isState(), edit.content()))
        .filter(relation -> original.room().equals(edit.room()))
        .filter(relation -> original.sender().equals(edit.sender()))
        .filter(relation -> original.type().equals(edit.type()))
        .filter(relation -> !original.isState())
        .filter(relation -> !isEdit(original))
        .isPresent();
  }

  private static boolean isEdit(Event event) {
    return Relation.of(event.content())
        .filter(relation -> relation.is(Relation.REPLACE))
        .isPresent();
  }
}
