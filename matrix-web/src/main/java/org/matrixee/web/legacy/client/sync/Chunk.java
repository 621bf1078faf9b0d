package org.matrixee.web.legacy.client.sync;

import java.util.List;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.server.sync.StreamPage;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.StreamTokens;
import org.matrixee.web.legacy.client.event.LegacyEventWriter;
import org.matrixee.web.legacy.client.event.LevelsForm;
import org.matrixee.web.legacy.client.presence.PresenceEventWriter;
import org.matrixee.web.legacy.client.typing.TypingEvents;

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
    return end(start, end, out);
  }

  /** Appends a page of a stream: events, then presence, then typing. */
  static JsonOutput write(
      LegacyEventWriter writer,
      PresenceEventWriter presence,
      StreamPage page,
      LevelsForm levels,
      JsonOutput out) {
    writer.open(page.events(), levels, out.ascii("{\"chunk\":"));
    boolean first = page.events().isEmpty();
    presence.more(page.presence(), first, out);
    TypingEvents.more(page.typing(), first && page.presence().isEmpty(), out);
    return end(StreamTokens.write(page.start()), StreamTokens.write(page.end()), out.ascii("]"));
  }

  private static JsonOutput end(String start, String end, JsonOutput out) {
    return out.ascii(",\"start\":").string(start).ascii(",\"end\":").string(end).ascii("}");
  }
}
