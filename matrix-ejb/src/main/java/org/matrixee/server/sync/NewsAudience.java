package org.matrixee.server.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.server.news.News;

/** Whom it concerns that something changed beside events. */
@ApplicationScoped
public class NewsAudience {
  private Followers followers;

  /** For the container's proxies. */
  protected NewsAudience() {}

  /** With what it needs. */
  @Inject
  public NewsAudience(Followers followers) {
    this.followers = followers;
  }

  /** The requests that are to look again. */
  Set<Waiter<?>> waiting(Collection<News> news) {
    Set<Waiter<?>> woken = new LinkedHashSet<>();
    for (News each : news) {
      if (each instanceof News.OfAccount changed) {
        addOf(followers.find(changed.user()), woken);
      } else if (each instanceof News.ToDevice sent) {
        addOf(followers.find(sent.user()), woken);
      } else if (each instanceof News.Receipts read) {
        followers.inRoom(read.roomNid()).forEach(follower -> addOf(follower, woken));
      } else if (each instanceof News.DeviceList changed) {
        followers.prepare(List.of(changed.user()));
        followers.forEachViewer(
            followers.follow(changed.user()), follower -> addOf(follower, woken));
      } else {
        throw new AssertionError(each);
      }
    }
    return woken;
  }

  private static void addOf(@Nullable Follower follower, Set<Waiter<?>> woken) {
    if (follower != null) {
      woken.addAll(follower.waiting());
    }
  }

  /** Whether something concerns a user; a change of somebody's devices may concern anyone. */
  boolean concerns(Follower follower, News news) {
    if (news instanceof News.OfAccount changed) {
      return changed.user().equals(follower.user());
    }
    if (news instanceof News.ToDevice sent) {
      return sent.user().equals(follower.user());
    }
    if (news instanceof News.Receipts read) {
      return follower.isJoined(read.roomNid());
    }
    if (news instanceof News.DeviceList changed) {
      Follower other = followers.find(changed.user());
      return other == null || !other.isLoaded() || follower.seesPresenceOf(other);
    }
    throw new AssertionError(news);
  }
}
