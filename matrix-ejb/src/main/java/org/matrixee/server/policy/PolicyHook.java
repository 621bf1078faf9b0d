package org.matrixee.server.policy;

import java.util.concurrent.CompletionStage;
import org.matrixee.model.room.Verdict;

/**
 * Something that is asked before an event is accepted, whether it comes from a client or from
 * another server. Every bean of this type is asked; the first denial counts.
 */
public interface PolicyHook {
  /** Whether it has anything to say at all, by the settings; one that has not is never asked. */
  boolean isOn();

  /**
   * Judges. Called outside transactions; the answer may come later and must come at last.
   *
   * @return the verdict; its reason is told to the sender
   */
  CompletionStage<Verdict> ask(PolicyQuestion question);
}
