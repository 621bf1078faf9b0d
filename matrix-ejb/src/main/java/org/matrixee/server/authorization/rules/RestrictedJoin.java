package org.matrixee.server.authorization.rules;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.AuthFeature;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.JoinRule;

/**
 * Rooms that the members of other rooms may join, as the server sees them that lets somebody in.
 *
 * <p>Spec: server-server, "Restricted rooms"; client-server, "m.room.join_rules".
 */
public final class RestrictedJoin {
  /** Who vouches for a join. Never what a client says, since its server signs for it. */
  public static final String AUTHORISED_BY = "join_authorised_via_users_server";

  private static final String MEMBERS = "m.room_membership";
  private static final StateTuple JOIN_RULES = StateTuple.of(EventType.JOIN_RULES);

  private RestrictedJoin() {}

  /** The join rules that let members of other rooms in, in a version; none in older ones. */
  static Set<JoinRule> joinRules(AuthRules.EventGraph rules) {
    if (!rules.has(AuthFeature.RESTRICTED_JOINS)) {
      return Set.of();
    }
    return rules.has(AuthFeature.KNOCK_RESTRICTED)
        ? Set.of(JoinRule.RESTRICTED, JoinRule.KNOCK_RESTRICTED)
        : Set.of(JoinRule.RESTRICTED);
  }

  /**
   * The rooms whose members may join; empty if the room's join rule lets nobody in that way.
   *
   * @param state at least the join rules
   */
  public static Set<RoomId> allowedRooms(AuthRules.EventGraph rules, StateMap state) {
    Event event = state.get(JOIN_RULES);
    JsonObject content = event == null ? JsonValue.EMPTY_JSON_OBJECT : event.content();
    Optional<JoinRule> rule =
        content.get("join_rule") instanceof JsonString word
            ? JoinRule.parse(word.getString())
            : Optional.empty();
    if (rule.filter(joinRules(rules)::contains).isEmpty()
        || !(content.get("allow") instanceof JsonArray allow)) {
      return Set.of();
    }
    Set<RoomId> rooms = new HashSet<>();
    for (JsonValue condition : allow) {
      RoomId room = room(condition);
      if (room != null) {
        rooms.add(room);
      }
    }
    return rooms;
  }

  /** Conditions of other kinds are nobody's to satisfy. */
  private static @Nullable RoomId room(JsonValue condition) {
    if (condition instanceof JsonObject object
        && object.get("type") instanceof JsonString type
        && type.getString().equals(MEMBERS)
        && object.get("room_id") instanceof JsonString id) {
      try {
        return new RoomId(id.getString());
      } catch (MatrixException noRoomId) {
        return null;
      }
    }
    return null;
  }
}
