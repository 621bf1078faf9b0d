package org.matrixee.server.federation.in;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.event.ReceiveResult;
import org.matrixee.server.event.RoomCommand;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.RoomSequencer;
import org.matrixee.server.event.rules.SignedPdu;

/**
 * Step f: brings events into one room, and fetches what is missing before them.
 *
 * <p>All are first left with the room's writer, together. Those whose predecessors are missing come
 * back; the predecessors are fetched, level by level, at most {@link #MOST_FETCHED} and for a
 * limited time. Where the gap is larger than that, the state before its upper edge is asked for. An
 * event whose past cannot be had is refused. Each round decides an event, asks for one, or gives
 * one up: so it ends.
 *
 * <p>A server that is not in the room, as far as we know, may have joined it a moment ago: it is
 * asked for a few events of its own, its join above all. Nobody else is asked for its sake, and no
 * state is believed from it.
 *
 * <p>2014: federation-v1, 3.1, steps 2 and 3. One object serves one call.
 */
final class RoomIntake {
  /** How many events are asked for to fill a gap. */
  static final int MOST_FETCHED = 100;

  /** The same for a server that may not be in the room at all. */
  static final int MOST_OF_A_STRANGER = 20;

  private static final int MOST_EDGES = 3;
  private static final int MOST_STATE_ROUNDS = 20;
  private static final long PATIENCE_SECONDS = 20;

  private final RoomSequencer sequencer;
  private final RemoteEvents remote;
  private final PolicyCheck policy;
  private final ServerName sender;
  private final RoomRef room;
  private final Clock clock;
  private final Instant deadline;

  private final Map<EventId, Item> open = new LinkedHashMap<>();
  private final Map<EventId, ReceiveResult> decided = new LinkedHashMap<>();
  private final Set<EventId> asked = new HashSet<>();

  /**
   * Beside those: an event that was fetched as part of a state may be wanted with its past, too.
   */
  private final Set<EventId> askedAsState = new HashSet<>();

  private int asking;
  private int edges;

  /** Whether an event was decided since all open ones were last looked at. */
  private boolean progress;

  /** An event on its way. */
  private final class Item {
    private final SignedPdu pdu;
    private final RoomCommand.Receive.Terms terms;
    private final Map<EventId, SignedPdu> outliers = new LinkedHashMap<>();
    private @Nullable Set<EventId> edge;
    private boolean edgeTried;
    private int stateRounds;
    private boolean last;
    private @Nullable ReceiveResult result;

    Item(SignedPdu pdu, RoomCommand.Receive.Terms terms) {
      this.pdu = terms.denial() == null ? pdu : HashCheck.strip(pdu);
      this.terms = terms;
    }

    RoomCommand.Receive command() {
      return new RoomCommand.Receive(
          room,
          sender,
          pdu,
          List.copyOf(outliers.values()),
          edge,
          last,
          terms,
          new AtomicReference<>());
    }

    long depth() {
      return pdu.event().depth();
    }

    /** Whether it lacks its past, and comes from somebody who need not know it. */
    boolean isOfStranger() {
      return result instanceof ReceiveResult.Gap gap && !gap.fromInside();
    }
  }

  RoomIntake(
      RoomSequencer sequencer,
      RemoteEvents remote,
      PolicyCheck policy,
      ServerName sender,
      RoomRef room,
      Clock clock) {
    this.sequencer = sequencer;
    this.remote = remote;
    this.policy = policy;
    this.sender = sender;
    this.room = room;
    this.clock = clock;
    this.deadline = clock.instant().plusSeconds(PATIENCE_SECONDS);
  }

  /**
   * Brings events in.
   *
   * @return what became of each by its ID; exceptionally if this server failed
   */
  CompletionStage<Map<EventId, ReceiveResult>> take(List<SignedPdu> pdus, boolean relay) {
    return policy
        .denials(pdus)
        .thenCompose(
            denials -> {
              pdus.forEach(pdu -> open(pdu, true, relay, denials));
              return open.isEmpty() ? next() : submitAll();
            });
  }

  /** The item of an event that is looked at for the first time; null if it is not looked at. */
  private @Nullable Item open(
      SignedPdu pdu, boolean pushed, boolean relay, Map<EventId, String> denials) {
    EventId id = pdu.event().id();
    String denial = denials.get(id);
    if (denial != null && relay) {
      // Nobody has it yet but its own server, which is told.
      decided.put(id, ReceiveResult.of(new PduOutcome.Dropped(denial)));
      return null;
    }
    Item item = new Item(pdu, new RoomCommand.Receive.Terms(pushed, relay, denial));
    return open.putIfAbsent(id, item) == null ? item : null;
  }

  private CompletionStage<Map<EventId, ReceiveResult>> submit(Collection<Item> items) {
    List<RoomCommand.Receive> commands = new ArrayList<>();
    items.forEach(item -> commands.add(item.command()));
    List<CompletionStage<ReceiveResult>> results = sequencer.receive(commands);
    List<CompletableFuture<ReceiveResult>> futures =
        results.stream().map(CompletionStage::toCompletableFuture).toList();
    return CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0]))
        .thenCompose(
            done -> {
              int i = 0;
              for (Item item : items) {
                note(item, futures.get(i++).join());
              }
              return next();
            });
  }

  private void note(Item item, ReceiveResult result) {
    item.result = result;
    if (!(result instanceof ReceiveResult.Gap || result instanceof ReceiveResult.StateGap)) {
      decide(item, result);
    }
  }

  private void decide(Item item, ReceiveResult result) {
    open.remove(item.pdu.event().id());
    decided.put(item.pdu.event().id(), result);
    progress = true;
  }

  private CompletionStage<Map<EventId, ReceiveResult>> next() {
    if (open.isEmpty()) {
      return CompletableFuture.completedFuture(decided);
    }
    Set<EventId> missing = new LinkedHashSet<>();
    Item stateless = null;
    int most = MOST_OF_A_STRANGER;
    for (Item item : open.values()) {
      if (item.result instanceof ReceiveResult.Gap gap) {
        most = gap.fromInside() ? MOST_FETCHED : most;
        gap.events().stream()
            .filter(id -> gap.fromInside() || RemoteEvents.origin(id).equals(sender))
            .forEach(missing::add);
      } else if (item.result instanceof ReceiveResult.StateGap && stateless == null) {
        stateless = item;
      }
    }
    missing.removeAll(open.keySet());
    missing.removeAll(asked);
    if (!missing.isEmpty() && asking < most && clock.instant().isBefore(deadline)) {
      return fetch(missing, most - asking);
    }
    if (progress) {
      return submitAll();
    }
    return stateless != null ? fetchState(stateless) : findEdge();
  }

  private CompletionStage<Map<EventId, ReceiveResult>> submitAll() {
    progress = false;
    return submit(lowestFirst());
  }

  private List<Item> lowestFirst() {
    return open.values().stream().sorted(Comparator.comparingLong(Item::depth)).toList();
  }

  private CompletionStage<Map<EventId, ReceiveResult>> fetch(Set<EventId> missing, int most) {
    // The rest of them is asked for in the next round.
    List<EventId> wanted =
        missing.stream().limit(Math.min(most, RemoteEvents.MOST_AT_ONCE)).toList();
    asked.addAll(wanted);
    asking += wanted.size();
    return remote
        .events(sender, room.room(), wanted)
        .thenCompose(found -> policy.denials(found).thenCompose(denials -> take(found, denials)));
  }

  private CompletionStage<Map<EventId, ReceiveResult>> take(
      List<SignedPdu> found, Map<EventId, String> denials) {
    List<Item> fresh = new ArrayList<>();
    for (SignedPdu pdu : found) {
      if (!decided.containsKey(pdu.event().id()) && isBelow(pdu)) {
        Item item = open(pdu, false, false, denials);
        if (item != null) {
          fresh.add(item);
        }
      }
    }
    // Only the new ones can be decided now, or show what is missing next.
    return fresh.isEmpty() ? next() : submit(fresh);
  }

  /** A predecessor lies lower than whoever named it, and is the event that was named. */
  private boolean isBelow(SignedPdu pdu) {
    return open.values().stream()
        .filter(item -> item.depth() > pdu.event().depth())
        .flatMap(item -> item.pdu.event().prevEvents().stream())
        .anyMatch(
            named ->
                named.id().equals(pdu.event().id())
                    && (named.sha256() == null || named.sha256().equals(pdu.reference().sha256())));
  }

  /** Fetches events that forks cannot be brought together without. */
  private CompletionStage<Map<EventId, ReceiveResult>> fetchState(Item item) {
    Set<EventId> missing =
        item.result instanceof ReceiveResult.StateGap gap
            ? new HashSet<>(gap.events())
            : new HashSet<>();
    missing.removeAll(item.outliers.keySet());
    missing.removeAll(askedAsState);
    List<EventId> wanted = missing.stream().limit(RemoteEvents.MOST_AT_ONCE).toList();
    if (wanted.isEmpty()
        || ++item.stateRounds > MOST_STATE_ROUNDS
        || !clock.instant().isBefore(deadline)) {
      item.last = true;
      return submit(List.of(item));
    }
    askedAsState.addAll(wanted);
    return remote
        .events(sender, room.room(), wanted)
        .thenCompose(
            found -> {
              found.forEach(pdu -> item.outliers.put(pdu.event().id(), pdu));
              return submit(List.of(item));
            });
  }

  /** Nothing more can be fetched: the state before the lowest event has to do. */
  private CompletionStage<Map<EventId, ReceiveResult>> findEdge() {
    Item lowest = lowestFirst().get(0);
    if (lowest.isOfStranger() || lowest.edgeTried || edges >= MOST_EDGES) {
      return giveUp(lowest);
    }
    lowest.edgeTried = true;
    edges++;
    return remote
        .stateBefore(sender, room.room(), lowest.pdu.event().id())
        .thenCompose(
            state -> {
              if (state.isEmpty()) {
                return giveUp(lowest);
              }
              state.forEach(pdu -> lowest.outliers.put(pdu.event().id(), pdu));
              lowest.edge = RemoteEvents.ids(state);
              return submit(List.of(lowest));
            });
  }

  private CompletionStage<Map<EventId, ReceiveResult>> giveUp(Item item) {
    String reason =
        item.isOfStranger()
            ? "Its predecessors are not known here, and the server that sends it is not in the"
                + " room."
            : "Its predecessors cannot be had from anyone.";
    decide(item, ReceiveResult.of(new PduOutcome.Dropped(reason)));
    return open.isEmpty() ? CompletableFuture.completedFuture(decided) : submitAll();
  }
}
