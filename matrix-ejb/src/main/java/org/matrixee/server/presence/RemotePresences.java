package org.matrixee.server.presence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.model.presence.Wakes;
import org.matrixee.server.presence.rules.PresenceStates;

/**
 * What is known of users of other servers: who of them is not offline, and what of it is still to
 * be told here. Their servers say it, and nothing of it outlives a restart.
 *
 * <p>Knows no servers: whoever hands something in has made sure that it comes from the right one,
 * and that somebody here may see it.
 */
@ApplicationScoped
public class RemotePresences {
  private final ConcurrentMap<UserId, Known> awake = new ConcurrentHashMap<>();

  /** Each user's newest, in the order of the first; guarded by itself. */
  private final Map<UserId, Change> untold = new LinkedHashMap<>();

  private Clock clock;

  /**
   * Somebody who is not offline.
   *
   * @param server the user's
   * @param saidTs when that said so last, ms since 1970
   */
  public record Known(UserPresence shown, ServerName server, long saidTs) {}

  /** Something to be kept and told. */
  record Change(UserPresence shown, Wakes wakes) {
    Change after(@Nullable Change older) {
      return older == null ? this : new Change(shown, wakes.and(older.wakes));
    }
  }

  /** For the container's proxies. */
  protected RemotePresences() {}

  /** With what it needs. */
  @Inject
  public RemotePresences(Clock clock) {
    this.clock = clock;
  }

  /** Takes in what users' servers say of them now. */
  public void said(Collection<UserPresence> users) {
    long now = clock.millis();
    synchronized (untold) {
      users.forEach(shown -> put(shown, now));
    }
  }

  /** Takes users for offline of whom nobody says anything any more. */
  public void gone(Collection<UserId> users) {
    long now = clock.millis();
    synchronized (untold) {
      for (UserId user : users) {
        Known known = awake.get(user);
        if (known != null) {
          put(offline(known.shown()), now);
        }
      }
    }
  }

  private static UserPresence offline(UserPresence shown) {
    return shown.with(PresenceStates.gone(shown.presence()));
  }

  private void put(UserPresence shown, long now) {
    Known before =
        shown.presence().isOffline()
            ? awake.remove(shown.user())
            : awake.put(shown.user(), new Known(shown, shown.user().server(), now));
    Presence was = before == null ? Presence.NEVER : before.shown().presence();
    boolean named = before != null && !shown.with(was).equals(before.shown());
    Wakes wakes =
        named || PresenceStates.isNews(was, shown.presence()) ? Wakes.EVERYONE : Wakes.NOBODY;
    tell(new Change(shown, wakes));
  }

  private void tell(Change change) {
    UserId user = change.shown().user();
    untold.put(user, change.after(untold.get(user)));
  }

  /** Tells some, who may see a user from now on, what is known of that user. */
  void show(UserId user, Wakes wakes) {
    synchronized (untold) {
      Known known = awake.get(user);
      if (known != null) {
        tell(new Change(known.shown(), wakes));
      }
    }
  }

  /** Everyone who is not offline. */
  public Collection<Known> awake() {
    return List.copyOf(awake.values());
  }

  boolean hasChanges() {
    synchronized (untold) {
      return !untold.isEmpty();
    }
  }

  /** Takes changes to keep and to tell, each user's newest. */
  List<Change> take(int most) {
    List<Change> taken = new ArrayList<>();
    synchronized (untold) {
      Iterator<Change> each = untold.values().iterator();
      while (each.hasNext() && taken.size() < most) {
        taken.add(each.next());
        each.remove();
      }
    }
    return taken;
  }

  /** What was taken could not be kept: it is tried again, unless something newer has come. */
  void failed(List<Change> taken) {
    synchronized (untold) {
      for (Change change : taken) {
        Change newer = untold.get(change.shown().user());
        untold.put(change.shown().user(), newer == null ? change : newer.after(change));
      }
    }
  }
}
