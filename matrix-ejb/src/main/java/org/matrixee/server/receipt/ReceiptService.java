package org.matrixee.server.receipt;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.AccountDatum;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.receipt.Receipt;
import org.matrixee.model.receipt.ReceiptKind;
import org.matrixee.model.room.Membership;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.json.JsonReader;
import org.matrixee.server.news.News;
import org.matrixee.server.news.NewsDesk;
import org.matrixee.server.personal.AccountDataService;
import org.matrixee.server.push.rules.Threads;
import org.matrixee.server.room.RoomRefs;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.personal.AccountDataStore;
import org.matrixee.store.receipt.ReceiptStore;
import org.matrixee.store.room.MembershipStore;

/**
 * Users say what they have read.
 *
 * <p>v1.19: client-server, "Receipts", "Fully read markers".
 */
@Stateless
public class ReceiptService {
  private static final JsonProvider JSON = JsonProvider.provider();

  private ReceiptStore receipts;
  private AccountDataStore data;
  private EventStore events;
  private MembershipStore memberships;
  private RoomRefs rooms;
  private NewsDesk news;
  private Clock clock;

  /** For the container's proxies. */
  protected ReceiptService() {}

  /** With what it needs. */
  @Inject
  public ReceiptService(
      ReceiptStore receipts,
      AccountDataStore data,
      EventStore events,
      MembershipStore memberships,
      RoomRefs rooms,
      NewsDesk news,
      Clock clock) {
    this.receipts = receipts;
    this.data = data;
    this.events = events;
    this.memberships = memberships;
    this.rooms = rooms;
    this.news = news;
    this.clock = clock;
  }

  /**
   * Notes it. A receipt never moves backwards: one for an older event than before changes nothing.
   *
   * @throws MatrixException M_FORBIDDEN outside of the room, M_NOT_FOUND for an event that is not
   *     in it, M_INVALID_PARAM for one that is not in the thread
   */
  public void read(Requester requester, RoomId room, ReadUpTo upTo) {
    RoomRef ref = requireJoined(requester, room);
    Map<EventId, StoredEvent> named = named(ref, upTo);
    List<Receipt> later = new ArrayList<>();
    List<Receipt> before =
        receipts.ofUser(requester.user(), Set.of(ref.nid())).getOrDefault(ref.nid(), List.of());
    addLater(requester, upTo, ReceiptKind.READ, named.get(upTo.read()), before, later);
    addLater(requester, upTo, ReceiptKind.READ_PRIVATE, named.get(upTo.hidden()), before, later);
    EventId fully = movesMarker(requester, ref, upTo.fully());
    if (later.isEmpty() && fully == null) {
      return;
    }
    List<News> told = new ArrayList<>();
    if (!later.isEmpty()) {
      told.add(new News.Receipts(ref.nid()));
    }
    if (fully != null) {
      told.add(new News.AccountDataSet(requester.user()));
    }
    long place = news.place(told);
    receipts.put(later, place);
    if (fully != null) {
      JsonObject content = JSON.createObjectBuilder().add("event_id", fully.value()).build();
      data.put(
          requester.user(),
          new AccountDatum(
              ref.nid(), AccountDataService.FULLY_READ, place, JsonText.of(content.toString())));
    }
  }

  private RoomRef requireJoined(Requester requester, RoomId room) {
    RoomRef ref = rooms.get(room);
    boolean joined =
        memberships
            .find(ref.nid(), requester.user())
            .filter(found -> found.membership() == Membership.JOIN)
            .isPresent();
    if (!joined) {
      throw RoomRefs.notInRoom();
    }
    return ref;
  }

  private Map<EventId, StoredEvent> named(RoomRef room, ReadUpTo upTo) {
    Set<EventId> ids = new HashSet<>();
    addIfThere(upTo.read(), ids);
    addIfThere(upTo.hidden(), ids);
    addIfThere(upTo.fully(), ids);
    Map<EventId, StoredEvent> found = events.findAll(ids);
    for (EventId id : ids) {
      StoredEvent event = found.get(id);
      if (event == null
          || event.roomNid() != room.nid()
          || event.status() != EventStatus.ACCEPTED) {
        throw new MatrixException(
            ErrorCode.M_NOT_FOUND, "There is no event " + id + " in this room.");
      }
    }
    return found;
  }

  private static void addIfThere(@Nullable EventId id, Set<EventId> ids) {
    if (id != null) {
      ids.add(id);
    }
  }

  private void addLater(
      Requester requester,
      ReadUpTo upTo,
      ReceiptKind kind,
      @Nullable StoredEvent event,
      List<Receipt> before,
      List<Receipt> later) {
    if (event == null) {
      return;
    }
    requireInThread(event, upTo.thread());
    boolean known =
        before.stream()
            .filter(receipt -> receipt.kind() == kind)
            .filter(receipt -> Objects.equals(receipt.thread(), upTo.thread()))
            .anyMatch(receipt -> receipt.eventPosition() >= event.position());
    if (!known) {
      later.add(
          new Receipt(
              event.roomNid(),
              requester.user(),
              kind,
              upTo.thread(),
              event.id(),
              event.position(),
              clock.millis()));
    }
  }

  private static void requireInThread(StoredEvent event, @Nullable String thread) {
    if (thread != null && !Threads.mayBeIn(EventReader.decode(event), thread)) {
      throw new MatrixException(
          ErrorCode.M_INVALID_PARAM, "The event is not related to the thread of the receipt.");
    }
  }

  /** Where the marker goes; null if it stays. */
  private @Nullable EventId movesMarker(
      Requester requester, RoomRef room, @Nullable EventId fully) {
    if (fully == null) {
      return null;
    }
    boolean there =
        data.findForChange(requester.user(), room.nid(), AccountDataService.FULLY_READ)
            .map(datum -> JsonReader.REQUEST.readObject(datum.content().sharedBytes()))
            .filter(content -> content.get("event_id") instanceof JsonString)
            .filter(content -> content.getString("event_id").equals(fully.value()))
            .isPresent();
    return there ? null : fully;
  }
}
