package org.matrixee.server.federation.in;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
 * event whose past cannot be had is refused. Each round decides an event, fetches one, or gives one
 * up: so it ends.
 *
 * <p>2014: federation-v1, 3.1, step 3. One object serves one call.
 */
final class RoomIntake {
  /** How many events are fetched to fill a gap. */
  static final int MOST_FETCHED = 100;

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
  private int fetched;
  private int edges;

  /** An event on its way. */
  private static final class Item {
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

    RoomCommand.Receive command(RoomRef room) {
      return new RoomCommand.Receive(
          room, pdu, List.copyOf(outliers.values()), edge, last, terms, new AtomicReference<>());
    }

    long depth() {
      return pdu.event().depth();
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
              return open.isEmpty() ? next(false) : submit(List.copyOf(open.values()));
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
    items.forEach(item -> commands.add(item.command(room)));
    List<CompletionStage<ReceiveResult>> results = sequencer.receive(commands);
    List<CompletableFuture<ReceiveResult>> futures =
        results.stream().map(CompletionStage::toCompletableFuture).toList();
    return CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0]))
        .thenCompose(
            done -> {
              boolean progress = false;
              int i = 0;
              for (Item item : items) {
                progress |= note(item, futures.get(i++).join());
              }
              return next(progress);
            });
  }

  /** Whether this result is final. */
  private boolean note(Item item, ReceiveResult result) {
    item.result = result;
    if (result instanceof ReceiveResult.Gap || result instanceof ReceiveResult.StateGap) {
      return false;
    }
    decide(item, result);
    return true;
  }

  private void decide(Item item, ReceiveResult result) {
    open.remove(item.pdu.event().id());
    decided.put(item.pdu.event().id(), result);
  }

  private CompletionStage<Map<EventId, ReceiveResult>> next(boolean progress) {
    if (open.isEmpty()) {
      return CompletableFuture.completedFuture(decided);
    }
    Set<EventId> missing = new HashSet<>();
    Item stateless = null;
    for (Item item : open.values()) {
      if (item.result instanceof ReceiveResult.Gap gap) {
        missing.addAll(gap.events());
      } else if (item.result instanceof ReceiveResult.StateGap && stateless == null) {
        stateless = item;
      }
    }
    missing.removeAll(open.keySet());
    missing.removeAll(asked);
    boolean mayFetch = fetched < MOST_FETCHED && clock.instant().isBefore(deadline);
    if (!missing.isEmpty() && mayFetch) {
      return fetch(missing, progress);
    }
    if (progress) {
      return submit(lowestFirst());
    }
    return stateless != null ? fetchState(stateless) : findEdge();
  }

  private List<Item> lowestFirst() {
    return open.values().stream().sorted(Comparator.comparingLong(Item::depth)).toList();
  }

  private CompletionStage<Map<EventId, ReceiveResult>> fetch(
      Set<EventId> missing, boolean progress) {
    List<EventId> wanted = missing.stream().limit(MOST_FETCHED - (long) fetched).toList();
    asked.addAll(wanted);
    return remote
        .events(sender, room.room(), wanted)
        .thenCompose(
            found -> policy.denials(found).thenCompose(denials -> take(found, denials, progress)));
  }

  private CompletionStage<Map<EventId, ReceiveResult>> take(
      List<SignedPdu> found, Map<EventId, String> denials, boolean progress) {
    List<Item> fresh = new ArrayList<>();
    for (SignedPdu pdu : found) {
      if (!decided.containsKey(pdu.event().id()) && isBelow(pdu)) {
        Item item = open(pdu, false, false, denials);
        if (item != null) {
          fresh.add(item);
        }
      }
    }
    fetched += fresh.size();
    // Only the new ones can be decided now, or show what is missing next.
    return fresh.isEmpty() ? next(progress) : submit(fresh);
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
    missing.removeAll(asked);
    if (missing.isEmpty()
        || ++item.stateRounds > MOST_STATE_ROUNDS
        || !clock.instant().isBefore(deadline)) {
      item.last = true;
      return submit(List.of(item));
    }
    asked.addAll(missing);
    return remote
        .events(sender, room.room(), missing)
        .thenCompose(
            found -> {
              found.forEach(pdu -> item.outliers.put(pdu.event().id(), pdu));
              return submit(List.of(item));
            });
  }

  /** Nothing more can be fetched: the state before the lowest event has to do. */
  private CompletionStage<Map<EventId, ReceiveResult>> findEdge() {
    Item lowest = lowestFirst().get(0);
    if (lowest.edgeTried || edges >= MOST_EDGES) {
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
    decide(
        item,
        ReceiveResult.of(new PduOutcome.Dropped("Its predecessors cannot be had from anyone.")));
    return open.isEmpty() ? CompletableFuture.completedFuture(decided) : submit(lowestFirst());
  }
}
