package org.matrixee.server.authorization.rules;

import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;

/**
 * Which {@code required_power_level} an event gets. Only rooms of 2014 have such a key.
 *
 * <p>2014: authorization-v1, section 4.
 */
public final class RequiredLevelStamp {
  private static final Long OPERATORS = 50L;
  private static final Long ADMINISTRATORS = 100L;

  private RequiredLevelStamp() {}

  /**
   * The level to write into a new event of this server; null if none.
   *
   * @param draft its own wish counts first: room creation has its own table
   * @param state the state before it, at least the slots of {@link AuthSlots}
   */
  public static @Nullable Long of(EventDraft draft, StateMap state) {
    StateTuple slot = draft.slot();
    if (slot == null || draft.requiredPowerLevel() != null) {
      return slot == null ? null : draft.requiredPowerLevel();
    }
    if (slot.type().equals(EventType.MEMBER)) {
      return ofMembership(draft.content(), slot, new Levels2014(state));
    }
    Event replaced = state.get(slot);
    // C5: else a room's name would lose its protection with the first edit.
    return replaced != null ? replaced.requiredPowerLevel() : ofNew(slot);
  }

  /** A ban outranks the banned user; every other membership is free, and so is what ends a ban. */
  private static @Nullable Long ofMembership(
      JsonObject content, StateTuple slot, Levels2014 levels) {
    UserId target = UserId.parse(slot.stateKey()).orElse(null);
    if (target == null || Levels2014.membershipIn(content) != Membership.BAN) {
      return null;
    }
    return Math.max(levels.ban(), levels.of(target) + 1);
  }

  private static @Nullable Long ofNew(StateTuple slot) {
    if (!slot.stateKey().isEmpty()) {
      return null;
    }
    return switch (slot.type()) {
      case EventType.NAME, EventType.TOPIC, EventType.POWER_LEVELS, EventType.SEND_EVENT_LEVEL ->
          OPERATORS;
      case EventType.JOIN_RULES, EventType.ADD_STATE_LEVEL, EventType.OPS_LEVELS -> ADMINISTRATORS;
      default -> null;
    };
  }

  /**
   * The level that counts for an event of a state that another server gives, whose past is not
   * known. The sender's level may have been another one at that time, so what such an event gets by
   * section 4 is believed of anyone, and of the creator what he had at first; no more, or whoever
   * is in the room could make himself a member whom nobody can remove.
   *
   * @param state the whole state that is given, at least the slots of {@link AuthSlots}
   */
  public static @Nullable Long believed(Event event, StateMap state) {
    Levels2014 levels = new Levels2014(state);
    UserId creator = levels.creator();
    long most = levels.of(event.sender());
    if (creator != null && creator.folded().equals(event.sender().folded())) {
      most = Math.max(most, Levels2014.CREATOR_LEVEL);
    }
    Long usual = event.isState() ? usual(event, levels) : null;
    return capped(event.requiredPowerLevel(), usual == null ? most : Math.max(most, usual));
  }

  private static @Nullable Long usual(Event event, Levels2014 levels) {
    return event.type().equals(EventType.MEMBER)
        ? ofMembership(event.content(), event.slot(), levels)
        : ofNew(event.slot());
  }

  /**
   * The level that counts for an event of another server: as sent, but not above the sender's.
   *
   * @param sent the level in the event; null if none
   * @param senderLevel the sender's level in the state before the event
   */
  public static @Nullable Long capped(@Nullable Long sent, long senderLevel) {
    return sent == null ? null : Long.valueOf(Math.min(sent, senderLevel));
  }
}
