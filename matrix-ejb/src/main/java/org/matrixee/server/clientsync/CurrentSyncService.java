package org.matrixee.server.clientsync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.presence.PresenceState;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.server.keys.KeyCounts;
import org.matrixee.server.news.News;
import org.matrixee.server.sync.Follower;
import org.matrixee.server.sync.Followers;
import org.matrixee.server.sync.LiveStream;
import org.matrixee.server.sync.PresenceStream;
import org.matrixee.server.sync.Reading;
import org.matrixee.server.sync.SyncService;

/**
 * Lets clients of today follow what happens.
 *
 * <p>v1.19: client-server, "Syncing". A request that waits holds no thread and no connection, and a
 * look that finds nothing in memory asks nothing of the database.
 */
@ApplicationScoped
public class CurrentSyncService {
  private SyncService service;
  private Followers followers;
  private LiveStream stream;
  private CurrentSyncReader reader;
  private KeyCounts counts;
  private DeviceMail mail;

  /** For the container's proxies. */
  protected CurrentSyncService() {}

  /** With what it needs. */
  @Inject
  public CurrentSyncService(
      SyncService service,
      Followers followers,
      LiveStream stream,
      CurrentSyncReader reader,
      KeyCounts counts,
      DeviceMail mail) {
    this.service = service;
    this.followers = followers;
    this.stream = stream;
    this.reader = reader;
    this.counts = counts;
    this.mail = mail;
  }

  /**
   * Answers with what is new, at once if there is anything.
   *
   * @param address where the request comes from
   * @param timeout how long to wait for something new; zero answers at once
   * @param shows what the request shows of its user's presence; nothing if that is offline
   */
  public CompletionStage<SyncAnswer> await(
      Requester requester,
      String address,
      SyncRequest request,
      Duration timeout,
      PresenceState shows) {
    Follower follower = followers.follow(requester.user());
    SyncRequest known = ofNow(request);
    boolean atOnce = known.isInitial() || known.fullState();
    return service.await(
        requester,
        new SyncService.Wait<>(
            address,
            atOnce ? Duration.ZERO : timeout,
            shows,
            () -> read(requester, follower, known),
            SyncAnswer.nothing(known.since() == null ? stream.now() : known.since())));
  }

  /** A position from the future can only come from a database that was set back: begin again. */
  private SyncRequest ofNow(SyncRequest request) {
    StreamToken.@Nullable Live since = request.since();
    return since == null || since.position() <= stream.now().position()
        ? request
        : new SyncRequest(null, request.filter(), request.fullState(), request.stateAfter());
  }

  private Reading<SyncAnswer> read(Requester requester, Follower follower, SyncRequest request) {
    StreamToken.Live now = stream.now();
    StreamToken.@Nullable Live since = request.since();
    if (since == null) {
      SyncScope scope = new SyncScope(requester, follower, request, now);
      return new Reading<>(reader.readAll(scope), true);
    }
    PresenceStream.Changes changes = stream.presence(follower, since, now.position());
    StreamToken.Live next = new StreamToken.Live(now.position(), changes.end(), now.typing());
    SyncScope scope = new SyncScope(requester, follower, request, next);
    List<UserPresence> presence = scope.wantedOf(changes.presence());
    List<News> news = stream.news(follower, since, now.position());
    boolean told = changes.worthTelling() && !presence.isEmpty();
    boolean heard = requester.device() == null || mail.hasConfirmed(requester.tokenNid());
    if (heard && !request.fullState() && isQuiet(follower, since, now, news)) {
      return new Reading<>(SyncAnswer.quiet(next, presence, keysLeft(requester)), told);
    }
    SyncAnswer answer = reader.read(scope, news, presence);
    return new Reading<>(answer, told || answer.isWorthTelling());
  }

  /** How many keys are left is told with every answer: one that does not say so means none. */
  private DeviceNews keysLeft(Requester requester) {
    DeviceId device = requester.device();
    return device == null
        ? DeviceNews.NOTHING
        : new DeviceNews(List.of(), Set.of(), Set.of(), counts.of(requester.user(), device));
  }

  /** Whether memory is enough to know that nothing happened. */
  private boolean isQuiet(
      Follower follower, StreamToken.Live since, StreamToken.Live now, @Nullable List<News> news) {
    return !since.hasMoreForDevice()
        && news != null
        && news.isEmpty()
        && stream.typing(follower, since).isEmpty()
        && stream.isQuiet(follower, since, now.position());
  }
}
