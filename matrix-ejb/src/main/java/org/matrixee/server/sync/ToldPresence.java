package org.matrixee.server.sync;

import org.matrixee.model.presence.PresenceUpdate;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.model.presence.Wakes;

/**
 * A user's newest presence in the streams, and up to where waiting requests end with it.
 *
 * @param position its place in the stream of presence
 * @param newsForAll the last change that everyone is woken by; may be older than the newest
 * @param newsForSome the last change that only {@code some} are woken by
 * @param some whom that wakes
 */
record ToldPresence(
    UserPresence shown, long position, long newsForAll, long newsForSome, Wakes some) {

  static ToldPresence first(PresenceUpdate update) {
    return new ToldPresence(update.shown(), 0, 0, 0, Wakes.NOBODY).then(update);
  }

  /** After a newer update. */
  ToldPresence then(PresenceUpdate update) {
    long place = update.position();
    Wakes wakes = update.wakes();
    if (wakes.everyone()) {
      return new ToldPresence(update.shown(), place, place, newsForSome, some);
    }
    if (wakes.isNobody()) {
      return new ToldPresence(update.shown(), place, newsForAll, newsForSome, some);
    }
    return new ToldPresence(update.shown(), place, newsForAll, place, wakes);
  }

  /** Whether a request that knows everything up to a position ends with this. */
  boolean isNewsFor(Follower viewer, long known) {
    return newsForAll > known
        || (newsForSome > known
            && (some.users().contains(viewer.user())
                || some.rooms().stream().anyMatch(viewer::isJoined)));
  }
}
