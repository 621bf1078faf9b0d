package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.model.room.Verdict;
import org.matrixee.server.event.rules.RoomSuccession;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.event.RoomLock;
import org.matrixee.store.room.AliasStore;
import org.matrixee.store.room.RoomRecord;
import org.matrixee.store.room.RoomStore;

/**
 * Replaces a room by a new one: both are written in the transaction of the old one's batch, so that
 * there is no moment at which a crash would leave one half of it. Nobody else can know the new room
 * before.
 */
@ApplicationScoped
public class RoomUpgrader {
  private DraftSender drafts;
  private EventStore events;
  private RoomStore rooms;
  private AliasStore aliases;
  private Clock clock;

  /** For the container's proxies. */
  protected RoomUpgrader() {}

  /** With what it needs. */
  @Inject
  public RoomUpgrader(
      DraftSender drafts, EventStore events, RoomStore rooms, AliasStore aliases, Clock clock) {
    this.drafts = drafts;
    this.events = events;
    this.rooms = rooms;
    this.aliases = aliases;
    this.clock = clock;
  }

  /**
   * Replaces a room. Who has done so already, to the same version, hears of the room that was made
   * then: the answer may have been lost.
   *
   * @throws MatrixException M_INVALID_ROOM_STATE if the new room would contradict its rules: then
   *     the transaction must go
   */
  CommandResult upgrade(Batch batch, RoomWork old, RoomCommand.Upgrade upgrade) {
    RoomSuccession succession = upgrade.succession();
    StateMap before = old.state(succession.slots());
    Optional<RoomOutcome> earlier = earlier(before, upgrade);
    if (earlier.isPresent()) {
      return new CommandResult.Done(earlier.get());
    }
    EventDraft tombstone = succession.tombstone();
    if (drafts.check(old, tombstone) instanceof Verdict.Denied denied) {
      return new CommandResult.Refused(new MatrixException(ErrorCode.M_FORBIDDEN, denied.reason()));
    }
    RoomWork fresh = begin(batch, upgrade.replacement());
    drafts.found(batch, fresh, upgrade.first());
    for (EventDraft draft : succession.beginning(before)) {
      if (drafts.send(batch, fresh, draft) instanceof CommandResult.Refused refused) {
        throw new MatrixException(ErrorCode.M_INVALID_ROOM_STATE, refused.refusal().sentence());
      }
    }
    aliases.move(old.lock().roomNid(), fresh.lock().roomNid());
    if (drafts.send(batch, old, tombstone) instanceof CommandResult.Refused refused) {
      throw refused.refusal();
    }
    for (EventDraft draft : succession.ending(before)) {
      // Whether it is allowed depends on levels that have nothing to do with the tombstone's.
      CommandResult unused = drafts.send(batch, old, draft);
    }
    if (upgrade.replacement().listed()) {
      rooms.setListed(old.lock().roomNid(), false);
    }
    return new CommandResult.Done(new RoomOutcome(fresh.lock().room(), null, null));
  }

  private Optional<RoomOutcome> earlier(StateMap before, RoomCommand.Upgrade upgrade) {
    UserId user = upgrade.requester().user();
    return RoomSuccession.replacedBy(before, user)
        .flatMap(rooms::find)
        .filter(room -> room.version().equals(upgrade.replacement().version()))
        .map(room -> new RoomOutcome(room.room(), null, null));
  }

  private RoomWork begin(Batch batch, RoomRef room) {
    rooms.create(
        new RoomRecord(room.nid(), room.room(), room.version(), room.listed(), clock.millis()));
    RoomLock lock = Objects.requireNonNull(events.lock(List.of(room.nid())).get(room.nid()));
    RoomWork work = RoomWork.ofNewRoom(lock);
    batch.put(work);
    return work;
  }
}
