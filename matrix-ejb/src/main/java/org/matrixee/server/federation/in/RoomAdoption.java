package org.matrixee.server.federation.in;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.RoomId;
import org.matrixee.server.config.Threads;
import org.matrixee.server.event.ReceiveResult;
import org.matrixee.server.event.RoomCommand;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.RoomSequencer;
import org.matrixee.server.event.rules.SignedPdu;

/** Adopts rooms: checks everything at once, side by side, and leaves it with the room's writer. */
@ApplicationScoped
public class RoomAdoption implements RemoteRooms {
  private static final int BAD_GATEWAY = 502;

  private PduCheck check;
  private PduRoad road;
  private OutsideRooms rooms;
  private ExpectedRooms expected;
  private RoomSequencer sequencer;
  private Threads threads;

  /** The last adoption of each room that is under way: two of one room follow each other. */
  private final ConcurrentMap<RoomId, CompletionStage<?>> underWay = new ConcurrentHashMap<>();

  /** For the container's proxies. */
  protected RoomAdoption() {}

  /** With what it needs. */
  @Inject
  public RoomAdoption(
      PduCheck check,
      PduRoad road,
      OutsideRooms rooms,
      ExpectedRooms expected,
      RoomSequencer sequencer,
      Threads threads) {
    this.check = check;
    this.road = road;
    this.rooms = rooms;
    this.expected = expected;
    this.sequencer = sequencer;
    this.threads = threads;
  }

  @Override
  public Expectation expect(RoomId room) {
    return expected.expect(room);
  }

  @Override
  public CompletionStage<RoomRef> adopt(Adoption adoption) {
    List<JsonObject> pdus = new ArrayList<>(adoption.state());
    pdus.add(adoption.join());
    return check.check(pdus).thenCompose(checked -> inTurn(adoption, checked));
  }

  private CompletionStage<RoomRef> inTurn(Adoption adoption, List<PduCheck.Checked> checked) {
    CompletableFuture<RoomRef> done = new CompletableFuture<>();
    CompletionStage<?> before = underWay.put(adoption.room(), done);
    CompletionStage<?> turn = before == null ? CompletableFuture.completedFuture(null) : before;
    turn.handle((result, failure) -> result)
        .thenComposeAsync(free -> submit(adoption, checked), threads.executor())
        .whenComplete(
            (room, failure) -> {
              underWay.remove(adoption.room(), done);
              if (failure == null) {
                done.complete(room);
              } else {
                done.completeExceptionally(failure);
              }
            });
    return done;
  }

  private CompletionStage<RoomRef> submit(Adoption adoption, List<PduCheck.Checked> checked) {
    SignedPdu join = checked.get(checked.size() - 1).pdu();
    if (join == null || !join.event().room().equals(adoption.room())) {
      return CompletableFuture.failedFuture(noRoom("The join event is not one of this room."));
    }
    List<SignedPdu> state = new ArrayList<>(checked.size());
    for (PduCheck.Checked each : checked.subList(0, checked.size() - 1)) {
      SignedPdu pdu = each.pdu();
      if (pdu != null && pdu.event().isState() && pdu.event().room().equals(adoption.room())) {
        state.add(pdu);
      }
    }
    RoomRef held = rooms.find(adoption.room());
    RoomRef room = held == null ? rooms.newRoom(adoption.room()) : held;
    RoomCommand.Adopt command =
        new RoomCommand.Adopt(room, held == null, state, join, new AtomicReference<>());
    return sequencer
        .receive(List.of(command))
        .get(0)
        .thenCompose(result -> answer(adoption, room, result));
  }

  private CompletionStage<RoomRef> answer(Adoption adoption, RoomRef room, ReceiveResult result) {
    if (!(result instanceof ReceiveResult.InRoomAlready)) {
      return CompletableFuture.completedFuture(room);
    }
    // Another of our users was faster; the room is ours, and this is one more event of it.
    return road.take(adoption.from(), List.of(adoption.join()), false)
        .thenApply(
            received -> {
              received
                  .get(0)
                  .outcome()
                  .error()
                  .ifPresent(
                      reason -> {
                        throw new MatrixException(ErrorCode.M_FORBIDDEN, reason);
                      });
              return room;
            });
  }

  private static MatrixException noRoom(String sentence) {
    return new MatrixException(ErrorCode.M_UNKNOWN, BAD_GATEWAY, sentence, Map.of());
  }

  @Override
  public CompletionStage<PduOutcome> invite(Origin sender, JsonObject pdu) {
    return road.receive(sender, pdu);
  }
}
