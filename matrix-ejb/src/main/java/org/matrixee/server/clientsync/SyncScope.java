package org.matrixee.server.clientsync;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.history.rules.EventFilter;
import org.matrixee.server.ignore.IgnoredUsers;
import org.matrixee.server.sync.Follower;

/**
 * One look for what is new for a client.
 *
 * @param follower the user
 * @param now up to where is looked
 * @param ignored whom the user ignores
 */
public record SyncScope(
    Requester requester,
    Follower follower,
    SyncRequest request,
    StreamToken.Live now,
    Set<String> ignored) {
  /** Timelines of clients that do not say how long they want them. */
  private static final int DEFAULT_LIMIT = 10;

  private static final int MAX_LIMIT = 100;
  private static final String PRESENCE = "m.presence";

  /** For a user who ignores nobody, as far as is known. */
  SyncScope(Requester requester, Follower follower, SyncRequest request, StreamToken.Live now) {
    this(requester, follower, request, now, Set.of());
  }

  /** The same for a user who ignores some. */
  SyncScope ignoring(Set<String> some) {
    return new SyncScope(requester, follower, request, now, some);
  }

  UserId user() {
    return follower.user();
  }

  /** The last position that is told. */
  long upTo() {
    return now.position();
  }

  /** What the client knows; before everything if it knows nothing. */
  long after() {
    StreamToken.@Nullable Live since = request.since();
    return since == null ? Long.MIN_VALUE : since.position();
  }

  /** How many events of a room are told. */
  int limit() {
    Integer limit = request.filter().timeline().limit();
    return limit == null ? DEFAULT_LIMIT : Math.min(limit, MAX_LIMIT);
  }

  /** The events of a timeline that the client wants. */
  List<StoredEvent> wanted(List<StoredEvent> timeline) {
    return wanted(request.filter().timeline(), IgnoredUsers.filter(ignored, timeline));
  }

  static List<StoredEvent> wanted(EventFilter filter, List<StoredEvent> events) {
    return filter.wantsAll()
        ? events
        : events.stream().filter(event -> filter.wants(EventReader.decode(event))).toList();
  }

  /** The presence that the client wants. */
  List<UserPresence> wantedOf(List<UserPresence> presence) {
    EventFilter filter = request.filter().presence();
    if (!filter.wantsType(PRESENCE)) {
      return List.of();
    }
    return presence.stream().filter(each -> filter.wantsSender(each.user().value())).toList();
  }
}
