package org.matrixee.server.clientsync;

import static java.util.stream.Collectors.groupingBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.AccountDatum;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.receipt.Receipt;
import org.matrixee.model.receipt.ReceiptKind;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.history.rules.EventFilter;
import org.matrixee.server.news.News;
import org.matrixee.server.push.RoomUnread;
import org.matrixee.server.push.UnreadCounts;
import org.matrixee.server.room.RoomRefs;
import org.matrixee.server.sync.LiveStream;
import org.matrixee.server.typing.RoomTyping;
import org.matrixee.store.receipt.ReceiptStore;

/** The rooms that a user is in, as far as something is new in them. Needs a running transaction. */
@ApplicationScoped
class JoinedRooms {
  private static final String TYPING = "m.typing";
  private static final String RECEIPT = "m.receipt";

  private LiveStream stream;
  private RoomRefs rooms;
  private SyncStates states;
  private SyncSummaries summaries;
  private ReceiptStore receipts;
  private UnreadCounts unread;

  /** For the container's proxies. */
  protected JoinedRooms() {}

  /** With what it needs. */
  @Inject
  JoinedRooms(
      LiveStream stream,
      RoomRefs rooms,
      SyncStates states,
      SyncSummaries summaries,
      ReceiptStore receipts,
      UnreadCounts unread) {
    this.stream = stream;
    this.rooms = rooms;
    this.states = states;
    this.summaries = summaries;
    this.receipts = receipts;
    this.unread = unread;
  }

  /**
   * What is told of the rooms.
   *
   * @param news what changed beside events; null if that is not known
   * @param data what changed of the data that the user's clients keep
   */
  List<RoomPart> find(
      SyncScope scope,
      SyncTimelines.Found found,
      @Nullable List<News> news,
      List<AccountDatum> data) {
    Map<Long, List<Receipt>> read = receipts(scope, found, news);
    Map<Long, RoomTyping> typing = typing(scope, found);
    Map<Long, List<AccountDatum>> kept =
        data.stream()
            .filter(datum -> scope.request().filter().roomData().wantsType(datum.type()))
            .collect(groupingBy(AccountDatum::roomNid));
    Map<Long, RoomRef> concerned = concerned(scope, found, List.of(read, typing, kept));
    Set<Long> whole =
        new HashSet<>(scope.request().fullState() ? concerned.keySet() : found.entered());
    whole.retainAll(concerned.keySet());
    Set<Long> summed = found.withMembers(concerned.keySet());
    summed.addAll(whole);
    summed.retainAll(concerned.keySet());
    Map<Long, RoomSummary> summary = summaries.of(summed, scope.user());
    Map<Long, List<StoredEvent>> state = states.find(scope, found, whole, summary);
    Map<Long, RoomUnread> counted = unread(scope, found, read, concerned.keySet());
    List<RoomPart> parts = new ArrayList<>(concerned.size());
    concerned.forEach(
        (nid, ref) -> {
          RoomTimeline timeline = found.timelines().get(nid);
          RoomPart part =
              new RoomPart(
                  ref.room(),
                  timeline == null ? new RoomTimeline(List.of(), false, scope.now()) : timeline,
                  state.getOrDefault(nid, List.of()),
                  summary.get(nid),
                  read.getOrDefault(nid, List.of()),
                  typing.get(nid),
                  kept.getOrDefault(nid, List.of()),
                  counted.get(nid));
          if (!part.isEmpty()) {
            parts.add(part);
          }
        });
    return parts;
  }

  /** Of the rooms in which something was said, or read by the user. */
  private Map<Long, RoomUnread> unread(
      SyncScope scope,
      SyncTimelines.Found found,
      Map<Long, List<Receipt>> read,
      Set<Long> concerned) {
    Set<Long> counting = new HashSet<>(found.timelines().keySet());
    counting.addAll(found.entered());
    read.forEach(
        (room, receipts) -> {
          if (receipts.stream().anyMatch(receipt -> receipt.user().equals(scope.user()))) {
            counting.add(room);
          }
        });
    counting.retainAll(concerned);
    return counting.isEmpty() ? Map.of() : unread.of(scope.user(), counting, scope.upTo());
  }

  /** The rooms that have something to tell, or all that the user is in for one who wants it. */
  private Map<Long, RoomRef> concerned(
      SyncScope scope, SyncTimelines.Found found, List<Map<Long, ?>> beside) {
    Set<Long> nids = new LinkedHashSet<>(found.timelines().keySet());
    nids.addAll(found.entered());
    beside.forEach(each -> nids.addAll(each.keySet()));
    if (scope.request().fullState()) {
      nids.addAll(scope.follower().joinedRoomsAt(scope.upTo()));
    }
    nids.removeIf(nid -> !scope.follower().isJoinedAt(nid, scope.upTo()));
    Map<Long, RoomRef> concerned = new HashMap<>(rooms.byNumber(nids));
    concerned.values().removeIf(ref -> !scope.request().filter().wants(ref.room()));
    return concerned;
  }

  private Map<Long, RoomTyping> typing(SyncScope scope, SyncTimelines.Found found) {
    EventFilter filter = scope.request().filter().ephemeral();
    Map<Long, RoomTyping> typing = new HashMap<>();
    if (filter.wantsType(TYPING)) {
      StreamToken.Live since = scope.request().since();
      StreamToken.Live nothing = new StreamToken.Live(0, 0);
      for (RoomTyping room : stream.typing(scope.follower(), since == null ? nothing : since)) {
        typing.put(room.roomNid(), room);
      }
      for (RoomTyping room : stream.typing(scope.follower(), nothing)) {
        if (found.entered().contains(room.roomNid())) {
          typing.putIfAbsent(room.roomNid(), room);
        }
      }
    }
    typing.values().removeIf(room -> !filter.wants(room.room()));
    return typing;
  }

  private Map<Long, List<Receipt>> receipts(
      SyncScope scope, SyncTimelines.Found found, @Nullable List<News> news) {
    if (!scope.request().filter().ephemeral().wantsType(RECEIPT)) {
      return Map.of();
    }
    Map<Long, List<Receipt>> read =
        new HashMap<>(receipts.changed(found.entered(), Long.MIN_VALUE, scope.upTo()));
    if (!scope.request().isInitial()) {
      Set<Long> others = new HashSet<>(readIn(scope, news));
      others.removeAll(found.entered());
      read.putAll(receipts.changed(others, scope.after(), scope.upTo()));
    }
    read.replaceAll(
        (room, all) -> all.stream().filter(receipt -> isVisible(scope, receipt)).toList());
    read.values().removeIf(List::isEmpty);
    return read;
  }

  private static Collection<Long> readIn(SyncScope scope, @Nullable List<News> news) {
    if (news == null) {
      return scope.follower().joinedRoomsAt(scope.upTo());
    }
    Set<Long> rooms = new HashSet<>();
    for (News each : news) {
      if (each instanceof News.Receipts read) {
        rooms.add(read.roomNid());
      }
    }
    return rooms;
  }

  private static boolean isVisible(SyncScope scope, Receipt receipt) {
    return receipt.kind() == ReceiptKind.READ || receipt.user().equals(scope.user());
  }
}
