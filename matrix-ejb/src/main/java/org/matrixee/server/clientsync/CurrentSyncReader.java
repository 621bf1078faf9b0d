package org.matrixee.server.clientsync;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.AccountDatum;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.model.room.Membership;
import org.matrixee.server.ignore.IgnoredUsers;
import org.matrixee.server.news.News;
import org.matrixee.server.push.PushRuleSets;
import org.matrixee.server.relation.Aggregations;
import org.matrixee.server.sync.AllPresence;
import org.matrixee.store.personal.AccountDataStore;

/** The short transaction in which it is read what is new for a client. */
@Stateless
public class CurrentSyncReader {
  private SyncTimelines timelines;
  private JoinedRooms joined;
  private LeftRooms left;
  private RoomsOutside outside;
  private AccountDataStore data;
  private PushRuleSets rules;
  private AllPresence presence;
  private Aggregations aggregations;
  private DeviceMail devices;
  private IgnoredUsers ignored;

  /** For the container's proxies. */
  protected CurrentSyncReader() {}

  /** With what it needs. */
  @Inject
  public CurrentSyncReader(
      SyncTimelines timelines,
      JoinedRooms joined,
      LeftRooms left,
      RoomsOutside outside,
      AccountDataStore data,
      PushRuleSets rules,
      AllPresence presence,
      Aggregations aggregations,
      DeviceMail devices,
      IgnoredUsers ignored) {
    this.timelines = timelines;
    this.joined = joined;
    this.left = left;
    this.outside = outside;
    this.data = data;
    this.rules = rules;
    this.presence = presence;
    this.aggregations = aggregations;
    this.devices = devices;
    this.ignored = ignored;
  }

  /** Reads everything, for a client that knows nothing. */
  public SyncAnswer readAll(SyncScope scope) {
    List<Long> rooms = scope.follower().joinedRoomsAt(scope.upTo());
    return read(scope, null, scope.wantedOf(presence.of(scope.user(), rooms)));
  }

  /**
   * Reads it.
   *
   * @param news what changed beside events; null if that is not known
   * @param seen what is told of the presence of users
   */
  public SyncAnswer read(SyncScope scope, @Nullable List<News> news, List<UserPresence> seen) {
    return find(scope.ignoring(ignored.of(scope.user())), news, seen);
  }

  private SyncAnswer find(SyncScope scope, @Nullable List<News> news, List<UserPresence> seen) {
    SyncTimelines.Found found = timelines.find(scope);
    List<AccountDatum> all = data(scope, news);
    List<AccountDatum> global = new ArrayList<>(all);
    global.removeIf(
        datum ->
            datum.roomNid() != AccountDatum.GLOBAL
                || !scope.request().filter().accountData().wantsType(datum.type()));
    List<AccountDatum> ofRooms = new ArrayList<>(all);
    ofRooms.removeIf(datum -> datum.roomNid() == AccountDatum.GLOBAL);
    List<RoomPart> inside = joined.find(scope, found, news, ofRooms);
    List<RoomPart> gone = left.find(scope, found.own());
    List<StoredEvent> timelines = new ArrayList<>();
    inside.forEach(part -> timelines.addAll(part.timeline().events()));
    gone.forEach(part -> timelines.addAll(part.timeline().events()));
    DeviceMail.Found mail = devices.find(scope, news, found.membersChanged());
    StreamToken.Live now = scope.now();
    return new SyncAnswer(
        new StreamToken.Live(now.position(), now.presence(), now.typing(), mail.upTo()),
        inside,
        gone,
        outside.find(scope, found.own(), Membership.INVITE),
        outside.find(scope, found.own(), Membership.KNOCK),
        seen,
        global,
        aggregations.of(scope.requester(), timelines),
        mail.news());
  }

  private List<AccountDatum> data(SyncScope scope, @Nullable List<News> news) {
    boolean changed = news == null || news.stream().anyMatch(CurrentSyncReader::isOfData);
    if (!changed) {
      return List.of();
    }
    List<AccountDatum> all =
        new ArrayList<>(data.changed(scope.user(), scope.after(), scope.upTo()));
    boolean pushRules = all.removeIf(datum -> datum.type().equals(PushRuleSets.TYPE));
    if (pushRules || scope.request().isInitial()) {
      // Also the rules of those who have changed none, and those that came with a later version.
      JsonText content = PushRuleSets.content(rules.of(scope.user()));
      all.add(new AccountDatum(AccountDatum.GLOBAL, PushRuleSets.TYPE, scope.upTo(), content));
    }
    return all;
  }

  private static boolean isOfData(News news) {
    return news instanceof News.OfAccount;
  }
}
