package org.matrixee.web.event;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StoredEvent;

/**
 * The texts of events: one goes to every member of its room, often at once, so that it is made once
 * and kept while there is room.
 */
public final class EventTexts {
  private static final long MAX_CACHED_BYTES = 32L << 20;

  /** About what an entry costs besides its text. */
  private static final int ENTRY_BYTES = 150;

  private final Cache<Key, RenderedEvent> cache =
      Caffeine.newBuilder()
          .maximumWeight(MAX_CACHED_BYTES)
          .<Key, RenderedEvent>weigher((key, event) -> event.length() + ENTRY_BYTES)
          .build();

  /**
   * What the text depends on, besides the age: later redactions change it.
   *
   * @param redaction number of the redaction; 0 if the event is whole
   * @param otherRedacted whether the event replaced, or the redaction, was redacted
   * @param form the form in which the client wants it
   */
  private record Key(long event, long redaction, boolean otherRedacted, Object form) {}

  /**
   * The text of an event.
   *
   * @param form what the text depends on beside the event
   * @param render makes it
   */
  public RenderedEvent get(StoredEvent event, Object form, Supplier<RenderedEvent> render) {
    StoredEvent.@Nullable Related redaction = event.redactedBy();
    StoredEvent.@Nullable Related other = redaction == null ? event.replaced() : redaction;
    Key key =
        new Key(
            event.nid(),
            redaction == null ? 0 : redaction.nid(),
            other != null && other.redacted(),
            form);
    // Not get(key, loader): rendering twice is cheaper than making others wait.
    @Nullable RenderedEvent known = cache.getIfPresent(key);
    if (known == null) {
      known = render.get();
      cache.put(key, known);
    }
    return known;
  }
}
