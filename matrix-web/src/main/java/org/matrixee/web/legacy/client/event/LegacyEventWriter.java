package org.matrixee.web.legacy.client.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.server.event.EventReader;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.event.EventTexts;
import org.matrixee.web.event.RenderedEvent;

/** Writes stored events as clients of 2014 see them. */
@ApplicationScoped
public class LegacyEventWriter {
  private final EventTexts texts = new EventTexts();

  private Clock clock;

  /** For the container. */
  public LegacyEventWriter() {}

  /** With the clock that ages are told by. */
  @Inject
  public LegacyEventWriter(Clock clock) {
    this.clock = clock;
  }

  /** Appends one event. */
  public JsonOutput one(StoredEvent event, JsonOutput out) {
    return one(event, LevelsForm.OF_2014, out);
  }

  /** Appends one event, with levels in a form. */
  public JsonOutput one(StoredEvent event, LevelsForm levels, JsonOutput out) {
    rendered(event, levels).writeTo(out, clock.millis());
    return out;
  }

  /** Appends an array of events. */
  public JsonOutput array(List<StoredEvent> events, JsonOutput out) {
    return array(events, LevelsForm.OF_2014, out);
  }

  /** Appends an array of events, with levels in a form. */
  public JsonOutput array(List<StoredEvent> events, LevelsForm levels, JsonOutput out) {
    return open(events, levels, out).ascii("]");
  }

  /** Appends an array of events that is left open, for more elements. */
  public JsonOutput open(List<StoredEvent> events, LevelsForm levels, JsonOutput out) {
    long now = clock.millis();
    out.ascii("[");
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) {
        out.ascii(",");
      }
      rendered(events.get(i), levels).writeTo(out, now);
    }
    return out;
  }

  private RenderedEvent rendered(StoredEvent event, LevelsForm wanted) {
    LevelsForm levels = event.type().equals(EventType.POWER_LEVELS) ? wanted : LevelsForm.OF_2014;
    return texts.get(event, levels, () -> render(event, levels));
  }

  private static RenderedEvent render(StoredEvent stored, LevelsForm levels) {
    Event event = EventReader.decode(stored);
    StoredEvent.@Nullable Related redaction = stored.redactedBy();
    if (redaction != null) {
      return LegacyEventFormat.redacted(
          event, EventReader.decode(stored, redaction), redaction.redacted(), levels);
    }
    StoredEvent.@Nullable Related replaced = stored.replaced();
    return LegacyEventFormat.whole(
        event, replaced == null ? null : EventReader.decode(stored, replaced), levels);
  }
}
