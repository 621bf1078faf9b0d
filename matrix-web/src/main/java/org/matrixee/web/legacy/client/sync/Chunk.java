package org.matrixee.web.legacy.client.sync;

import java.util.List;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.legacy.client.event.LegacyEventWriter;
import org.matrixee.web.legacy.client.event.LevelsForm;

/** {@code {"chunk", "start", "end"}}: the form of every page of events. */
final class Chunk {
  private Chunk() {}

  /** Appends a page. */
  static JsonOutput write(
      LegacyEventWriter writer,
      List<StoredEvent> events,
      LevelsForm levels,
      String start,
      String end,
      JsonOutput out) {
    writer.array(events, levels, out.ascii("{\"chunk\":"));
    return out.ascii(",\"start\":").string(start).ascii(",\"end\":").string(end).ascii("}");
  }
}
