package org.matrixee.server.event.rules;

import java.util.Optional;
import org.matrixee.model.event.EventDraft;

/** Stub. */
public final class ContentRules {
  private ContentRules() {}

  /**
   * What is wrong with a draft's content, as a sentence for M_BAD_JSON; empty if nothing is.
   *
   * <p>2014: client-api-v1, sections 8 and 9; authorization-v1, section 5.
   */
  public static Optional<String> findProblem(EventDraft draft) {
    return Optional.empty();
  }
}
