package org.matrixee.web.event;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.json.JsonText;
import org.matrixee.web.common.JsonOutput;

/**
 * An event as a client sees it, but for its age, which passes.
 *
 * @param head everything up to the place of the age
 * @param origin what the age counts from, ms since 1970; null if the event shows none
 * @param tail everything after it
 */
public record RenderedEvent(JsonText head, @Nullable Long origin, JsonText tail) {
  /** Appends the whole event. */
  public void writeTo(JsonOutput out, long now) {
    out.utf8(head.sharedBytes());
    if (origin != null) {
      // A server whose clock is ahead of ours makes no event younger than new.
      out.number(Math.max(0, now - origin));
    }
    out.utf8(tail.sharedBytes());
  }

  int length() {
    return head.length() + tail.length();
  }
}
