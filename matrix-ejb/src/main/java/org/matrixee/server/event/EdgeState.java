package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.model.room.AuthRules;
import org.matrixee.server.authorization.rules.AuthCandidate;
import org.matrixee.server.authorization.rules.PowerLevelsReaders;
import org.matrixee.server.authorization.rules.RequiredLevelStamp;
import org.matrixee.server.authorization.rules.RoomAuthorizer;
import org.matrixee.store.event.GraphNode;

/**
 * The state before an event whose predecessors cannot be had: another server tells it, and we do
 * not take its word.
 *
 * <p>Where it differs from the state that we know, its events are judged by that state, the oldest
 * first, each on those before; what is not allowed keeps its old value. So a server may show us
 * what we have missed, and cannot make itself an administrator.
 */
@ApplicationScoped
public class EdgeState {
  private static final Comparator<KnownEvent> OLDEST_FIRST =
      Comparator.comparingLong((KnownEvent known) -> known.event().depth())
          .thenComparing(known -> known.event().id().value());

  /** A state has one event in each slot; whoever tells two has the newer one count. */
  private static final Comparator<GraphNode> BY_DEPTH =
      Comparator.comparingLong(GraphNode::depth).thenComparing(node -> node.id().value());

  private KnownEvents known;

  /** For the container's proxies. */
  protected EdgeState() {}

  /** With what it needs. */
  @Inject
  public EdgeState(KnownEvents known) {
    this.known = known;
  }

  /**
   * The state that is believed.
   *
   * @param base the state that we know, a real snapshot
   * @param told the events of the state that was told; all are held
   * @return its snapshot
   */
  long judge(
      RoomWork work, long base, Set<EventId> told, AuthRules rules, RoomAuthorizer authorizer) {
    Map<StateTuple, GraphNode> newest = new HashMap<>();
    for (EventId id : told) {
      GraphNode node = work.graph().node(id);
      if (node != null
          && node.slot() != null
          && node.roomNid() == work.lock().roomNid()
          && node.status() != EventStatus.REJECTED) {
        newest.merge(node.slot(), node, BinaryOperator.maxBy(BY_DEPTH));
      }
    }
    Map<StateTuple, Long> candidates = new HashMap<>();
    newest.forEach((slot, node) -> candidates.put(slot, node.nid()));
    Map<StateTuple, Long> ours = known.states().find(base, candidates.keySet());
    candidates.entrySet().removeAll(ours.entrySet());
    if (candidates.isEmpty()) {
      return base;
    }
    List<KnownEvent> open = new ArrayList<>(known.load(work, candidates.values()).values());
    open.sort(OLDEST_FIRST);
    Set<StateTuple> needed = new HashSet<>();
    open.forEach(each -> needed.addAll(authorizer.slots(AuthCandidate.of(each.event()))));
    Map<StateTuple, KnownEvent> state = new HashMap<>(known.slots(work, base, needed));
    Map<StateTuple, Long> believed = new HashMap<>();
    for (KnownEvent each : open) {
      Event event = each.event();
      StateMap before = KnownEvents.map(state);
      if (authorizer.check(event, before).isAllowed()) {
        long level = PowerLevelsReaders.of(rules).read(before).of(event.sender());
        // Nobody here has judged it yet: it may demand any level of whoever replaces it.
        state.put(
            event.slot(),
            work.relevel(
                each,
                RequiredLevelStamp.capped(
                    ReceivedLevel.said(event, before).requiredPowerLevel(), level)));
        believed.put(event.slot(), each.stored().nid());
      }
    }
    return believed.isEmpty() ? base : known.states().with(base, believed);
  }
}
