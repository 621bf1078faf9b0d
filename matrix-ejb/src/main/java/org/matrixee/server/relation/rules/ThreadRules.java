package org.matrixee.server.relation.rules;

import java.util.Optional;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.Relation;

/**
 * What may begin a thread.
 *
 * <p>v1.19: client-server, "Validation of m.thread relationships". The section speaks of any event
 * with {@code m.relates_to}; "Threading" says that only one with a {@code rel_type} cannot be a
 * root, so that a thread may begin at a rich reply.
 */
public final class ThreadRules {
  private ThreadRules() {}

  /** Why no thread can begin at an event, as a sentence; empty if one can. */
  public static Optional<String> findProblem(Event root) {
    return Relation.of(root.content())
        .map(relation -> "A thread cannot begin at an event that relates to another one.");
  }
}
