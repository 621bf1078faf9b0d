package org.matrixee.server.event.rules;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.AuthFeature;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.JoinRule;
import org.matrixee.server.authorization.rules.LevelTransfer;

/**
 * How a room of today takes the place of another: the events that it begins with, and those that
 * close the other.
 *
 * <p>v1.19: client-server, "Room upgrades", "Server behaviour".
 *
 * @param by who replaces the room
 * @param before the rules of the old room
 * @param after the rules of the new one
 * @param replacement the new room
 * @param join what the new room is told of who replaces it
 * @param additional further creators, where the new version knows such
 */
public record RoomSuccession(
    UserId by,
    AuthRules.EventGraph before,
    AuthRules.EventGraph after,
    RoomId replacement,
    JsonObject join,
    Set<UserId> additional) {
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final StateTuple CREATE = StateTuple.of(EventType.CREATE);
  private static final StateTuple LEVELS = StateTuple.of(EventType.POWER_LEVELS);
  private static final StateTuple TOMBSTONE = StateTuple.of(EventType.TOMBSTONE);
  private static final StateTuple ALIAS = StateTuple.of(EventType.CANONICAL_ALIAS);

  /**
   * What is taken over as it is. Nothing that means something only since a certain user has sent
   * it.
   */
  private static final List<StateTuple> COPIED =
      List.of(
          StateTuple.of(EventType.JOIN_RULES),
          StateTuple.of(EventType.HISTORY_VISIBILITY),
          StateTuple.of(EventType.GUEST_ACCESS),
          StateTuple.of(EventType.SERVER_ACL),
          StateTuple.of(EventType.ENCRYPTION),
          StateTuple.of(EventType.NAME),
          StateTuple.of(EventType.TOPIC),
          StateTuple.of(EventType.AVATAR),
          // The local aliases move, too.
          ALIAS);

  private static final String TYPE = "type";
  private static final String FEDERATE = "m.federate";

  /** Copies the set. */
  public RoomSuccession {
    additional = Set.copyOf(additional);
  }

  /**
   * The content of the event that the new room begins with. It is made before there is an ID of the
   * new room.
   *
   * @param version the new room's version
   * @param old the old room's state, at least its first event
   * @param last the last event of the old room that is known; null if none
   */
  public static JsonObject create(
      UserId by,
      AuthRules.EventGraph after,
      String version,
      RoomId oldRoom,
      StateMap old,
      @Nullable EventId last,
      Set<UserId> additional) {
    JsonObjectBuilder predecessor = JSON.createObjectBuilder().add("room_id", oldRoom.value());
    if (last != null && !after.has(AuthFeature.CREATE_IS_ROOM_ID)) {
      predecessor.add("event_id", last.value());
    }
    JsonObjectBuilder content =
        JSON.createObjectBuilder().add("room_version", version).add("predecessor", predecessor);
    if (!after.has(AuthFeature.SENDER_IS_CREATOR)) {
      content.add("creator", by.value());
    }
    JsonObject first = content(old, CREATE);
    if (first.get(TYPE) instanceof JsonString type) {
      content.add(TYPE, type);
    }
    if (JsonValue.FALSE.equals(first.get(FEDERATE))) {
      // What was never to leave this server does not do so now.
      content.add(FEDERATE, false);
    }
    if (after.has(AuthFeature.CREATORS_ABOVE_ALL) && !additional.isEmpty()) {
      JsonArrayBuilder creators = JSON.createArrayBuilder();
      additional.stream().map(UserId::value).sorted().forEach(creators::add);
      content.add("additional_creators", creators);
    }
    return content.build();
  }

  /** The slots of the old room's state that it has to know. */
  public Set<StateTuple> slots() {
    Set<StateTuple> slots = new HashSet<>(COPIED);
    slots.addAll(Set.of(CREATE, LEVELS, TOMBSTONE, StateTuple.member(by)));
    return slots;
  }

  /** The most events that {@link #beginning}, {@link #tombstone} and {@link #ending} make. */
  public static int mostEvents() {
    return COPIED.size() + 5;
  }

  /**
   * The events of the new room after its first one. The levels come last: until there are any, its
   * creator may do everything.
   */
  public List<EventDraft> beginning(StateMap old) {
    List<EventDraft> drafts = new ArrayList<>();
    drafts.add(EventDraft.state(by, EventType.MEMBER, by.value(), join));
    for (StateTuple slot : COPIED) {
      JsonObject content = content(old, slot);
      if (!content.isEmpty()) {
        drafts.add(
            state(slot, slot.type().equals(EventType.JOIN_RULES) ? joinRules(content) : content));
      }
    }
    Set<UserId> creators = new HashSet<>(additional);
    creators.add(by);
    drafts.add(state(LEVELS, LevelTransfer.copy(before, after, old, creators)));
    return drafts;
  }

  /**
   * A rule that the new version does not know is replaced by the next stricter one that it does.
   */
  private JsonObject joinRules(JsonObject content) {
    Optional<JoinRule> rule =
        content.get("join_rule") instanceof JsonString word
            ? JoinRule.parse(word.getString())
            : Optional.empty();
    JoinRule known = rule.map(this::known).orElse(JoinRule.INVITE);
    return rule.filter(each -> each == known).isPresent()
        ? content
        : JSON.createObjectBuilder(content).add("join_rule", known.word()).build();
  }

  private JoinRule known(JoinRule rule) {
    return switch (rule) {
      case PUBLIC, INVITE, PRIVATE -> rule;
      case KNOCK -> after.has(AuthFeature.KNOCKING) ? rule : JoinRule.INVITE;
      case RESTRICTED -> after.has(AuthFeature.RESTRICTED_JOINS) ? rule : JoinRule.INVITE;
      case KNOCK_RESTRICTED ->
          after.has(AuthFeature.KNOCK_RESTRICTED) ? rule : known(JoinRule.RESTRICTED);
    };
  }

  /** What the old room is told. Who may not send it may not replace the room. */
  public EventDraft tombstone() {
    return state(
        TOMBSTONE,
        JSON.createObjectBuilder()
            .add("body", "This room has been replaced.")
            .add("replacement_room", replacement.value())
            .build());
  }

  /** What closes the old room, as far as who replaces it may do that. */
  public List<EventDraft> ending(StateMap old) {
    List<EventDraft> drafts = new ArrayList<>();
    if (!content(old, ALIAS).isEmpty()) {
      drafts.add(state(ALIAS, JsonValue.EMPTY_JSON_OBJECT));
    }
    LevelTransfer.closed(before, old).ifPresent(content -> drafts.add(state(LEVELS, content)));
    return drafts;
  }

  /** The room that a user has replaced a room by; empty if nobody has, or somebody else. */
  public static Optional<RoomId> replacedBy(StateMap old, UserId user) {
    Event tombstone = old.get(TOMBSTONE);
    if (tombstone == null
        || !tombstone.sender().equals(user)
        || !(tombstone.content().get("replacement_room") instanceof JsonString id)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new RoomId(id.getString()));
    } catch (MatrixException noRoomId) {
      return Optional.empty();
    }
  }

  private EventDraft state(StateTuple slot, JsonObject content) {
    return EventDraft.state(by, slot.type(), slot.stateKey(), content);
  }

  private static JsonObject content(StateMap state, StateTuple slot) {
    Event event = state.get(slot);
    return event == null ? JsonValue.EMPTY_JSON_OBJECT : event.content();
  }
}
