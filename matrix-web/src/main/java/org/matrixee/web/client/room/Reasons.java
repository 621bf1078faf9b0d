package org.matrixee.web.client.room;

import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.matrixee.web.common.JsonFields;

/** Why somebody changes a membership. */
final class Reasons {
  private Reasons() {}

  /** {@code reason} of a body; null if there is none. */
  static @Nullable String of(JsonObject body) {
    return JsonFields.findString(body, "reason").orElse(null);
  }
}
