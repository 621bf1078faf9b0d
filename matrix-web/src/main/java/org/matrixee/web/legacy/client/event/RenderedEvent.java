package org.matrixee.web.legacy.client.event;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.json.JsonText;
import org.matrixee.web.common.JsonOutput;

/**
 * An event as a client sees it, but for its age, which passes.
 *
 * @param text everything up to the last key's place, without the closing braces
 * @param origin what the age counts from, ms since 1970; null if the event shows none
 * @param braces how many objects are still open: 1, or 2 if the age is that of the redaction inside
 */
record RenderedEvent(JsonText text, @Nullable Long origin, int braces) {
  /** Appends the whole event. */
  void writeTo(JsonOutput out, long now) {
    out.utf8(text.sharedBytes());
    if (origin != null) {
      // A server whose clock is ahead of ours makes no event younger than new.
      out.ascii(",\"age\":").number(Math.max(0, now - origin));
    }
    out.ascii(braces == 1 ? "}" : "}}");
  }
}
