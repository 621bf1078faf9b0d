package org.matrixee.web.legacy.client.event;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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

/**
 * Writes stored events as clients of 2014 see them.
 *
 * <p>An event goes to every member of its room, often at once, so that its text is made once and
 * kept while there is room.
 */
@ApplicationScoped
public class LegacyEventWriter {
  private static final long MAX_CACHED_BYTES = 32L << 20;

  /** About what an entry costs besides its text. */
  private static final int ENTRY_BYTES = 150;

  private Clock clock;
  private Cache<Key, RenderedEvent> cache;

  /**
   * What the text depends on, besides the age: later redactions change it.
   *
   * @param redaction number of the redaction; 0 if the event is whole
   * @param otherRedacted whether the event replaced, or the redaction, was redacted
   * @param levels the form of levels, for events of that type
   */
  private record Key(long event, long redaction, boolean otherRedacted, LevelsForm levels) {}

  /** For the container. */
  public LegacyEventWriter() {}

  /** With the clock that ages are told by. */
  @Inject
  public LegacyEventWriter(Clock clock) {
    this.clock = clock;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(MAX_CACHED_BYTES)
            .<Key, RenderedEvent>weigher((key, event) -> event.text().length() + ENTRY_BYTES)
            .build();
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
    StoredEvent.@Nullable Related redaction = event.redactedBy();
    StoredEvent.@Nullable Related other = redaction == null ? event.replaced() : redaction;
    Key key =
        new Key(
            event.nid(),
            redaction == null ? 0 : redaction.nid(),
            other != null && other.redacted(),
            levels);
    // Not get(key, loader): rendering twice is cheaper than making others wait.
    @Nullable RenderedEvent known = cache.getIfPresent(key);
    if (known == null) {
      known = render(event, levels);
      cache.put(key, known);
    }
    return known;
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
