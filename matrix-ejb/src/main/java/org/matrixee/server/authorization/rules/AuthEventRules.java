package org.matrixee.server.authorization.rules;

import static org.matrixee.server.authorization.rules.AuthRule.reject;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.AuthFeature;
import org.matrixee.model.room.AuthRules;

/**
 * The events that an event names as those that allow it. Spec: authorization rules, step 2 (room
 * versions 1 to 11), step 3 (12).
 */
final class AuthEventRules {
  private AuthEventRules() {}

  static AuthRule of(AuthRules.EventGraph rules) {
    List<AuthRule> list = new ArrayList<>();
    list.add(
        reject(
            "auth-events.duplicate",
            AuthEventRules::hasDuplicates,
            "auth_events names two events of the same type and state key."));
    list.add(
        reject(
            "auth-events.not-selected",
            q -> !AuthEventSelection.of(rules, q.candidate()).containsAll(slots(q)),
            "auth_events names an event that has no say."));
    list.add(
        reject(
            "auth-events.rejected",
            q -> cited(q).stream().anyMatch(CitedEvent::rejected),
            "auth_events names a rejected event."));
    if (!rules.has(AuthFeature.CREATE_IS_ROOM_ID)) {
      list.add(
          reject(
              "auth-events.no-create",
              q -> !slots(q).contains(AuthQuestion.CREATE),
              "auth_events does not name the event that created the room."));
    }
    list.add(
        reject(
            "auth-events.other-room",
            AuthEventRules::isOfOtherRoom,
            "auth_events names an event of another room."));
    return new RuleList(q -> q.cited() != null, list);
  }

  private static List<CitedEvent> cited(AuthQuestion q) {
    List<CitedEvent> cited = q.cited();
    return cited == null ? List.of() : cited;
  }

  /** What is not state has a slot that no selection holds. */
  private static List<StateTuple> slots(AuthQuestion q) {
    return cited(q).stream().map(CitedEvent::event).map(AuthEventRules::slot).toList();
  }

  private static StateTuple slot(Event event) {
    return event.isState() ? event.slot() : StateTuple.of("");
  }

  private static boolean hasDuplicates(AuthQuestion q) {
    List<StateTuple> slots = slots(q);
    Set<StateTuple> different = new HashSet<>(slots);
    return different.size() < slots.size();
  }

  private static boolean isOfOtherRoom(AuthQuestion q) {
    RoomId room = q.candidate().links().room();
    return cited(q).stream().anyMatch(each -> !each.event().room().equals(room));
  }
}
