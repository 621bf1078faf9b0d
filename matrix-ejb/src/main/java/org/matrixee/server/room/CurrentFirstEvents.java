package org.matrixee.server.room;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Account;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.AuthFeature;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.RoomVersionRules;
import org.matrixee.model.room.RoomVersions;

/**
 * The events that make a room of version 1 to 12, in order.
 *
 * <p>Spec: client-server, {@code POST createRoom}.
 */
final class CurrentFirstEvents {
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final String CREATORS = "additional_creators";
  private static final long ADMINISTRATOR = 100;
  private static final long OPERATOR = 50;

  private final Account creator;
  private final CurrentRoomRequest request;
  private final AuthRules.EventGraph rules;
  private final List<EventDraft> drafts = new ArrayList<>();

  private CurrentFirstEvents(Account creator, CurrentRoomRequest request) {
    this.creator = creator;
    this.request = request;
    RoomVersionRules version = RoomVersions.get(request.version());
    this.rules = (AuthRules.EventGraph) version.auth();
  }

  /**
   * The drafts of a new room.
   *
   * @param alias the alias made with the room; null for none
   * @param invitees accounts of local invitees, by user
   */
  static List<EventDraft> of(
      Account creator,
      CurrentRoomRequest request,
      @Nullable RoomAlias alias,
      Map<UserId, Account> invitees) {
    CurrentFirstEvents first = new CurrentFirstEvents(creator, request);
    first.add(EventType.CREATE, "", first.create());
    JsonObject join = json().add("membership", Membership.JOIN.word()).build();
    first.add(EventType.MEMBER, creator.user().value(), DisplayFields.missing(join, creator));
    first.add(EventType.POWER_LEVELS, "", first.levels());
    if (alias != null) {
      first.add(EventType.CANONICAL_ALIAS, "", json().add("alias", alias.value()).build());
    }
    first.addPreset();
    first.addInitialState();
    first.addNameAndTopic();
    first.addInvites(invitees);
    return first.drafts;
  }

  private JsonObject create() {
    JsonObjectBuilder content = JSON.createObjectBuilder(request.creationContent());
    content.remove("creator");
    content.add("room_version", request.version().id());
    if (!rules.has(AuthFeature.SENDER_IS_CREATOR)) {
      content.add("creator", creator.user().value());
    }
    if (isInviteesOnTop() && hasCreatorsAboveAll() && !request.invite().isEmpty()) {
      creators().ifPresent(creators -> content.add(CREATORS, creators));
    }
    return content.build();
  }

  private boolean isInviteesOnTop() {
    return request.preset() == RoomPreset.TRUSTED_PRIVATE_CHAT;
  }

  private boolean hasCreatorsAboveAll() {
    return rules.has(AuthFeature.CREATORS_ABOVE_ALL);
  }

  /** Those asked for and those invited; empty if what is asked for is no list. */
  private Optional<JsonArrayBuilder> creators() {
    JsonValue given = request.creationContent().getOrDefault(CREATORS, JsonValue.EMPTY_JSON_ARRAY);
    if (!(given instanceof JsonArray list)) {
      // The room's rules refuse it, in their own words.
      return Optional.empty();
    }
    Set<JsonValue> all = new LinkedHashSet<>(list);
    request.invite().forEach(user -> all.add(JSON.createValue(user.value())));
    JsonArrayBuilder array = JSON.createArrayBuilder();
    all.forEach(array::add);
    return Optional.of(array);
  }

  private JsonObject levels() {
    JsonObjectBuilder content =
        json()
            .add("ban", OPERATOR)
            .add("events", eventLevels())
            .add("events_default", 0)
            .add("invite", request.preset().inviteLevel())
            .add("kick", OPERATOR)
            .add("redact", OPERATOR)
            .add("state_default", OPERATOR)
            .add("users", userLevels())
            .add("users_default", 0);
    request.levels().forEach(content::add);
    return content.build();
  }

  /** Creators above all have no level that could be written. */
  private JsonObjectBuilder userLevels() {
    JsonObjectBuilder users = json();
    if (!hasCreatorsAboveAll()) {
      users.add(creator.user().value(), ADMINISTRATOR);
      if (isInviteesOnTop()) {
        request.invite().forEach(user -> users.add(user.value(), ADMINISTRATOR));
      }
    }
    return users;
  }

  private JsonObjectBuilder eventLevels() {
    Map<String, Long> levels = new TreeMap<>();
    levels.put(EventType.AVATAR, OPERATOR);
    levels.put(EventType.CANONICAL_ALIAS, OPERATOR);
    levels.put(EventType.NAME, OPERATOR);
    levels.put(EventType.ENCRYPTION, ADMINISTRATOR);
    levels.put(EventType.HISTORY_VISIBILITY, ADMINISTRATOR);
    levels.put(EventType.POWER_LEVELS, ADMINISTRATOR);
    levels.put(EventType.SERVER_ACL, ADMINISTRATOR);
    // Whoever replaces a room of version 12 shall be its creator.
    levels.put(
        EventType.TOMBSTONE, hasCreatorsAboveAll() ? ADMINISTRATOR + OPERATOR : ADMINISTRATOR);
    JsonObjectBuilder events = json();
    levels.forEach(events::add);
    return events;
  }

  private void addPreset() {
    RoomPreset preset = request.preset();
    addUnlessGiven(EventType.JOIN_RULES, "join_rule", preset.joinRule().word());
    addUnlessGiven(EventType.HISTORY_VISIBILITY, "history_visibility", "shared");
    addUnlessGiven(EventType.GUEST_ACCESS, "guest_access", preset.guestAccess());
  }

  private void addUnlessGiven(String type, String key, String word) {
    boolean given =
        request.initialState().stream()
            .anyMatch(state -> state.type().equals(type) && state.stateKey().isEmpty());
    if (!given) {
      add(type, "", json().add(key, word).build());
    }
  }

  private void addInitialState() {
    for (CurrentRoomRequest.InitialState state : request.initialState()) {
      boolean overridden =
          state.stateKey().isEmpty()
              && ((state.type().equals(EventType.NAME) && request.name() != null)
                  || (state.type().equals(EventType.TOPIC) && request.topic() != null));
      if (!overridden) {
        add(state.type(), state.stateKey(), state.content());
      }
    }
  }

  private void addNameAndTopic() {
    String name = request.name();
    if (name != null) {
      add(EventType.NAME, "", json().add("name", name).build());
    }
    String topic = request.topic();
    if (topic != null) {
      // Without a MIME type it is text/plain.
      JsonArrayBuilder texts = JSON.createArrayBuilder().add(json().add("body", topic));
      add(
          EventType.TOPIC,
          "",
          json().add("topic", topic).add("m.topic", json().add("m.text", texts)).build());
    }
  }

  private void addInvites(Map<UserId, Account> invitees) {
    for (UserId user : request.invite()) {
      JsonObjectBuilder content = json().add("membership", Membership.INVITE.word());
      if (request.direct()) {
        content.add("is_direct", true);
      }
      Account account = invitees.get(user);
      JsonObject invite = content.build();
      add(
          EventType.MEMBER,
          user.value(),
          account == null ? invite : DisplayFields.missing(invite, account));
    }
  }

  private void add(String type, String stateKey, JsonObject content) {
    drafts.add(EventDraft.state(creator.user(), type, stateKey, content));
  }

  private static JsonObjectBuilder json() {
    return JSON.createObjectBuilder();
  }
}
