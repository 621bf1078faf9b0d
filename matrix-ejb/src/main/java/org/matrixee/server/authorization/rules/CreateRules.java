package org.matrixee.server.authorization.rules;

import static org.matrixee.server.authorization.rules.AuthRule.otherwiseAllow;
import static org.matrixee.server.authorization.rules.AuthRule.reject;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.AuthFeature;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.RoomVersions;

/** The first event of a room. Spec: authorization rules, step 1 (all room versions). */
final class CreateRules {
  private CreateRules() {}

  static AuthRule of(AuthRules.EventGraph rules) {
    List<AuthRule> list = new ArrayList<>();
    list.add(
        reject(
            "create.prev-events",
            q -> !q.candidate().links().prevEvents().isEmpty(),
            "A room's first event has no predecessors."));
    list.add(
        rules.has(AuthFeature.CREATE_IS_ROOM_ID)
            ? reject(
                "create.has-room",
                q -> q.candidate().links().room() != null,
                "The room ID of this room version comes of the event: it names none.")
            : reject(
                "create.other-domain",
                CreateRules::isOtherDomain,
                "A room's ID must name the server of its creator."));
    list.add(
        reject(
            "create.unknown-version",
            CreateRules::isUnknownVersion,
            "This room version is not known."));
    if (!rules.has(AuthFeature.SENDER_IS_CREATOR)) {
      list.add(
          reject(
              "create.no-creator",
              q -> !q.content().containsKey("creator"),
              "The event that creates a room must name the creator."));
    }
    if (rules.has(AuthFeature.CREATORS_ABOVE_ALL)) {
      list.add(
          reject(
              "create.bad-additional-creators",
              q -> !areUserIds(q.content().get("additional_creators")),
              "additional_creators must be an array of user IDs."));
    }
    list.add(otherwiseAllow("create.allowed"));
    return new RuleList(q -> q.isType(EventType.CREATE), list);
  }

  private static boolean isOtherDomain(AuthQuestion q) {
    RoomId room = q.candidate().links().room();
    return room == null
        || !AuthQuestion.domain(room.value()).equals(AuthQuestion.domain(q.sender()));
  }

  private static boolean isUnknownVersion(AuthQuestion q) {
    JsonValue version = q.content().get("room_version");
    return version != null
        && !(version instanceof JsonString id && RoomVersions.isSpecified(id.getString()));
  }

  private static boolean areUserIds(@Nullable JsonValue value) {
    return value == null
        || (value instanceof JsonArray users
            && users.stream()
                .allMatch(
                    user ->
                        user instanceof JsonString id && AuthQuestion.isUserId(id.getString())));
  }
}
