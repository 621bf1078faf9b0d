package org.matrixee.web.client.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.server.event.EventReader;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.event.EventTexts;
import org.matrixee.web.event.RenderedEvent;

/** Writes stored events as clients of today see them. */
@ApplicationScoped
public class CurrentEventWriter {
  private static final String FORM = "current";

  private final EventTexts texts = new EventTexts();

  private Clock clock;

  /** For the container. */
  public CurrentEventWriter() {}

  /** With the clock that ages are told by. */
  @Inject
  public CurrentEventWriter(Clock clock) {
    this.clock = clock;
  }

  /** Appends one event. */
  public JsonOutput one(StoredEvent event, JsonOutput out) {
    rendered(event).writeTo(out, clock.millis());
    return out;
  }

  /** Appends an array of events. */
  public JsonOutput array(List<StoredEvent> events, JsonOutput out) {
    long now = clock.millis();
    out.ascii("[");
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) {
        out.ascii(",");
      }
      rendered(events.get(i)).writeTo(out, now);
    }
    return out.ascii("]");
  }

  private RenderedEvent rendered(StoredEvent event) {
    return texts.get(event, FORM, () -> render(event));
  }

  private static RenderedEvent render(StoredEvent stored) {
    Event event = EventReader.decode(stored);
    StoredEvent.@Nullable Related redaction = stored.redactedBy();
    if (redaction != null) {
      return CurrentEventFormat.redacted(event, EventReader.decode(stored, redaction));
    }
    StoredEvent.@Nullable Related replaced = stored.replaced();
    return CurrentEventFormat.whole(
        event, replaced == null ? null : EventReader.decode(stored, replaced));
  }
}
