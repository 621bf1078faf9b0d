package org.matrixee.server.federation.in;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.ReceiveResult;
import org.matrixee.server.event.RoomCommand;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.RoomSequencer;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.server.room.RoomLookup;
import org.matrixee.server.room.RoomRefs;

/**
 * Events of rooms that this server is not in. Only what says that one of our users is invited, or
 * is not any more, is taken in; everything else is none of our business.
 *
 * <p>2014: federation-v1, 3.1 step 7 and 9.1.
 */
@ApplicationScoped
public class OutsideRooms {
  private RoomRefs rooms;
  private RoomLookup lookup;
  private RoomSequencer sequencer;
  private PolicyCheck policy;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected OutsideRooms() {}

  /** With what it needs. */
  @Inject
  public OutsideRooms(
      RoomRefs rooms,
      RoomLookup lookup,
      RoomSequencer sequencer,
      PolicyCheck policy,
      MatrixConfig config) {
    this.policy = policy;
    this.rooms = rooms;
    this.lookup = lookup;
    this.sequencer = sequencer;
    this.config = config;
  }

  /**
   * Takes in events of one room.
   *
   * @param room the room; null if this server has never heard of it
   * @param outcomes filled with what became of each
   */
  CompletionStage<Map<EventId, PduOutcome>> take(
      @Nullable RoomRef room, List<SignedPdu> pdus, Map<EventId, PduOutcome> outcomes) {
    List<SignedPdu> ours = new ArrayList<>();
    for (SignedPdu pdu : pdus) {
      if (isAboutOurUser(pdu.event())) {
        ours.add(pdu);
      } else {
        outcomes.put(pdu.event().id(), new PduOutcome.Dropped("This server is not in the room."));
      }
    }
    return policy
        .denials(ours)
        .thenCompose(
            denials -> {
              denials.forEach((id, reason) -> outcomes.put(id, new PduOutcome.Dropped(reason)));
              ours.removeIf(pdu -> denials.containsKey(pdu.event().id()));
              return ours.isEmpty()
                  ? CompletableFuture.completedFuture(outcomes)
                  : takeWanted(room, ours, outcomes);
            });
  }

  private CompletionStage<Map<EventId, PduOutcome>> takeWanted(
      @Nullable RoomRef room, List<SignedPdu> ours, Map<EventId, PduOutcome> outcomes) {
    CompletionStage<Map<EventId, PduOutcome>> taken = submit(room, ours, outcomes);
    // Of two first invites to a room one makes it; the other one finds it then.
    return room != null
        ? taken
        : taken.exceptionallyCompose(
            failure -> submit(find(ours.get(0).event().room()), ours, outcomes));
  }

  private CompletionStage<Map<EventId, PduOutcome>> submit(
      @Nullable RoomRef room, List<SignedPdu> ours, Map<EventId, PduOutcome> outcomes) {
    boolean fresh = room == null;
    RoomRef ref = room == null ? newRoom(ours.get(0).event().room()) : room;
    List<RoomCommand.FromOutside> commands =
        ours.stream()
            .map(pdu -> new RoomCommand.FromOutside(ref, fresh, pdu, new AtomicReference<>()))
            .toList();
    List<CompletableFuture<ReceiveResult>> results =
        sequencer.receive(commands).stream().map(CompletionStage::toCompletableFuture).toList();
    return CompletableFuture.allOf(results.toArray(new CompletableFuture<?>[0]))
        .thenApply(
            done -> {
              for (int i = 0; i < ours.size(); i++) {
                outcomes.put(ours.get(i).event().id(), outcome(results.get(i).join()));
              }
              return outcomes;
            });
  }

  private static PduOutcome outcome(ReceiveResult result) {
    if (result instanceof ReceiveResult.Decided decided) {
      return decided.outcome();
    }
    if (result instanceof ReceiveResult.InRoomAlready) {
      // We have joined since: the event comes again, or is in what we were given.
      return new PduOutcome.Dropped("This server has just joined the room; send it again.");
    }
    throw new AssertionError(result);
  }

  /** A room that is known by its ID only. */
  RoomRef newRoom(RoomId room) {
    return new RoomRef(lookup.newRoomNid(), room, RoomVersion.V2014, false);
  }

  /** The room, if this server has ever heard of it. */
  @Nullable RoomRef find(RoomId room) {
    return rooms.find(room).orElse(null);
  }

  private boolean isAboutOurUser(Event event) {
    return event.isState()
        && event.type().equals(EventType.MEMBER)
        && UserId.parse(event.stateKey()).filter(user -> isOurs(user)).isPresent();
  }

  private boolean isOurs(UserId user) {
    int colon = user.value().indexOf(':');
    return user.value().substring(colon + 1).equals(config.serverName().value());
  }
}
