package org.matrixee.server.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.event.TimelinePosition;
import org.matrixee.server.event.RoomRef;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.event.TimelineQuery;

/** Pages of rooms' histories, whoever may read them. Needs a running transaction. */
@ApplicationScoped
public class Timelines {
  private EventStore events;
  private LiveStream stream;

  /** For the container's proxies. */
  protected Timelines() {}

  /** With what it needs. */
  @Inject
  public Timelines(EventStore events, LiveStream stream) {
    this.events = events;
    this.stream = stream;
  }

  /** Where the stream stands now. */
  public StreamToken.Live now() {
    return stream.now();
  }

  /** The page of a room's history that a request asks for. */
  public TimelinePage page(RoomRef ref, TimelineRequest request) {
    StreamToken.Live now = stream.now();
    long readable = now.position();
    TimelinePosition from = gapOrNull(ref, request.from(), readable);
    TimelinePosition to = gapOrNull(ref, request.to(), readable);
    TimelineQuery query =
        new TimelineQuery(ref.nid(), from, to, request.backwards(), readable, request.limit());
    List<StoredEvent> found = request.limit() == 0 ? List.of() : events.page(query);
    StreamToken start = start(request, from, now);
    return new TimelinePage(found, start, end(found, request, start));
  }

  /** The gap in a room's history at which a token stands. */
  public TimelinePosition gap(RoomRef room, StreamToken token) {
    return gap(room, token, stream.now().position());
  }

  /** Where to go on after an event. */
  public static StreamToken beside(StoredEvent event, boolean backwards) {
    return new StreamToken.Historic(backwards ? Tokens.before(event) : Tokens.after(event));
  }

  /** The same; null for the natural start. */
  private @Nullable TimelinePosition gapOrNull(
      RoomRef room, @Nullable StreamToken token, long readable) {
    return token == null ? null : gap(room, token, readable);
  }

  private TimelinePosition gap(RoomRef room, StreamToken token, long readable) {
    if (token instanceof StreamToken.Historic historic) {
      return historic.gap();
    }
    if (token instanceof StreamToken.Live live) {
      long upTo = Math.min(live.position(), readable);
      List<StoredEvent> newest =
          events.page(new TimelineQuery(room.nid(), null, null, true, upTo, 1));
      return newest.isEmpty() ? TimelinePosition.START : Tokens.after(newest.get(0));
    }
    throw new AssertionError(token);
  }

  private static StreamToken start(
      TimelineRequest request, @Nullable TimelinePosition from, StreamToken.Live now) {
    if (request.from() != null) {
      return request.from();
    }
    return request.backwards() || from != null
        ? now
        : new StreamToken.Historic(new TimelinePosition(0, 0));
  }

  /** Where to go on; when nothing is left, where the client asked to stop or began. */
  private static StreamToken end(
      List<StoredEvent> found, TimelineRequest request, StreamToken start) {
    if (found.isEmpty()) {
      StreamToken to = request.to();
      return to == null || request.limit() == 0 ? start : to;
    }
    StoredEvent last = found.get(found.size() - 1);
    return beside(last, request.backwards());
  }
}
