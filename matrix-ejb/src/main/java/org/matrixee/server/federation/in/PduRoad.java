package org.matrixee.server.federation.in;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.config.Threads;
import org.matrixee.server.event.ReceiveResult;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.RoomSequencer;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.server.federation.trust.Fault;
import org.matrixee.server.federation.trust.ServerFaults;
import org.matrixee.server.room.RoomRefs;

/**
 * The road of PDUs into their rooms: checked together, grouped by room in order, and each judged
 * for itself.
 *
 * <p>LAYOUT, 7, steps a to j.
 */
@ApplicationScoped
public class PduRoad implements PduReceiver {
  private PduCheck check;
  private RemoteEvents remote;
  private PolicyCheck policy;
  private RoomSequencer sequencer;
  private RoomRefs rooms;
  private OutsideRooms outside;
  private ExpectedRooms expected;
  private ServerFaults faults;
  private Threads threads;
  private Clock clock;

  /** For the container's proxies. */
  protected PduRoad() {}

  /** With what it needs. */
  @Inject
  public PduRoad(
      PduCheck check,
      RemoteEvents remote,
      PolicyCheck policy,
      RoomSequencer sequencer,
      RoomRefs rooms,
      OutsideRooms outside,
      ExpectedRooms expected,
      ServerFaults faults,
      Threads threads,
      Clock clock) {
    this.check = check;
    this.remote = remote;
    this.policy = policy;
    this.sequencer = sequencer;
    this.rooms = rooms;
    this.outside = outside;
    this.expected = expected;
    this.faults = faults;
    this.threads = threads;
    this.clock = clock;
  }

  /**
   * What became of one PDU.
   *
   * @param id null if the PDU does not even have one
   * @param refused whether it was refused for what it is, whatever room it is of
   */
  record Received(@Nullable EventId id, PduOutcome outcome, boolean refused) {}

  @Override
  public CompletionStage<PduOutcome> receive(Origin sender, JsonObject pdu) {
    return receive(sender, List.of(pdu), false).thenApply(all -> all.get(0).outcome());
  }

  @Override
  public CompletionStage<PduOutcome> receiveAndRelay(Origin sender, JsonObject pdu) {
    return receive(sender, List.of(pdu), true).thenApply(all -> all.get(0).outcome());
  }

  /**
   * Takes in PDUs.
   *
   * @return what became of each, in order; exceptionally if this server failed
   */
  CompletionStage<List<Received>> receive(Origin sender, List<JsonObject> pdus, boolean relay) {
    return take(sender.server(), pdus, relay)
        .thenApply(
            received -> {
              received.forEach(each -> noteFault(sender.server(), each));
              return received;
            });
  }

  /** Whoever hands something over could have looked; but who made it has signed what it says. */
  private void noteFault(ServerName sender, Received received) {
    PduOutcome outcome = received.outcome();
    String reason = outcome.error().orElse("");
    if (received.refused()) {
      faults.note(sender, Fault.BAD_PDU, reason);
    } else if (outcome instanceof PduOutcome.Dropped) {
      faults.note(sender, Fault.MISPLACED_PDU, reason);
    } else if (outcome instanceof PduOutcome.Rejected rejected) {
      faults.note(RemoteEvents.origin(rejected.event()), Fault.LAWLESS_PDU, reason);
    }
  }

  @Override
  public CompletionStage<PduOutcome> receiveOwn(ServerName self, JsonObject pdu, boolean relay) {
    return take(self, List.of(pdu), relay).thenApply(all -> all.get(0).outcome());
  }

  /**
   * The same for PDUs that we have fetched ourselves.
   *
   * @param giver who is asked for what is missing
   */
  CompletionStage<List<Received>> take(ServerName giver, List<JsonObject> pdus, boolean relay) {
    return check.check(pdus).thenCompose(checked -> intoRooms(giver, checked, relay));
  }

  private CompletionStage<List<Received>> intoRooms(
      ServerName sender, List<PduCheck.Checked> checked, boolean relay) {
    Map<RoomId, List<SignedPdu>> byRoom = new LinkedHashMap<>();
    for (PduCheck.Checked each : checked) {
      SignedPdu pdu = each.pdu();
      if (pdu != null) {
        byRoom.computeIfAbsent(pdu.event().room(), room -> new ArrayList<>()).add(pdu);
      }
    }
    List<CompletableFuture<Map<EventId, PduOutcome>>> groups = new ArrayList<>();
    byRoom.forEach(
        (room, pdus) ->
            groups.add(
                expected
                    .settled(room)
                    .thenComposeAsync(
                        settled -> intoRoom(sender, room, pdus, relay), threads.executor())
                    .toCompletableFuture()));
    return CompletableFuture.allOf(groups.toArray(new CompletableFuture<?>[0]))
        .thenApply(
            done -> {
              Map<EventId, PduOutcome> outcomes = new LinkedHashMap<>();
              groups.forEach(group -> outcomes.putAll(group.join()));
              return checked.stream().map(each -> received(each, outcomes)).toList();
            });
  }

  private static Received received(PduCheck.Checked checked, Map<EventId, PduOutcome> outcomes) {
    EventId id = checked.id();
    String problem = checked.problem();
    if (problem != null || id == null) {
      return new Received(
          id, new PduOutcome.Dropped(Objects.requireNonNullElse(problem, "It has no ID.")), true);
    }
    return new Received(id, Objects.requireNonNull(outcomes.get(id), "an outcome"), false);
  }

  private CompletionStage<Map<EventId, PduOutcome>> intoRoom(
      ServerName sender, RoomId room, List<SignedPdu> pdus, boolean relay) {
    Optional<RoomRef> ref = rooms.find(room);
    if (ref.isEmpty()) {
      return outside.take(null, pdus, new LinkedHashMap<>());
    }
    return new RoomIntake(sequencer, remote, policy, sender, ref.get(), clock)
        .take(pdus, relay)
        .thenCompose(results -> settle(ref.get(), pdus, results));
  }

  /** What came to a room that we are not in may still concern our users. */
  private CompletionStage<Map<EventId, PduOutcome>> settle(
      RoomRef room, List<SignedPdu> pdus, Map<EventId, ReceiveResult> results) {
    Map<EventId, PduOutcome> outcomes = new LinkedHashMap<>();
    List<SignedPdu> strange = new ArrayList<>();
    for (SignedPdu pdu : pdus) {
      ReceiveResult result = results.get(pdu.event().id());
      if (result instanceof ReceiveResult.Decided decided) {
        outcomes.put(pdu.event().id(), decided.outcome());
      } else if (result instanceof ReceiveResult.NotInRoom) {
        strange.add(pdu);
      } else {
        throw new AssertionError(result);
      }
    }
    return strange.isEmpty()
        ? CompletableFuture.completedFuture(outcomes)
        : outside.take(room, strange, outcomes);
  }
}
