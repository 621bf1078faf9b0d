package org.matrixee.model.room;

import static org.matrixee.model.room.AuthFeature.ALIASES_RULE;
import static org.matrixee.model.room.AuthFeature.CREATE_IS_ROOM_ID;
import static org.matrixee.model.room.AuthFeature.CREATORS_ABOVE_ALL;
import static org.matrixee.model.room.AuthFeature.KNOCKING;
import static org.matrixee.model.room.AuthFeature.KNOCK_RESTRICTED;
import static org.matrixee.model.room.AuthFeature.NOTIFICATION_LEVELS;
import static org.matrixee.model.room.AuthFeature.REDACTION_RULE;
import static org.matrixee.model.room.AuthFeature.RESTRICTED_JOINS;
import static org.matrixee.model.room.AuthFeature.SENDER_IS_CREATOR;
import static org.matrixee.model.room.RedactionRules.KeepLists.ALL;

import java.util.Map;
import java.util.Set;
import org.matrixee.model.event.EventType;

/**
 * Everything that differs between room versions, as data; no code asks "which version is this?".
 * Each version is the one before and its differences.
 *
 * <p>Spec: room versions 1 to 12.
 *
 * @param pduFormat how events are written on the wire
 * @param eventIds where event IDs come from
 * @param json which JSON an event may be made of
 * @param signing who signs, with which keys
 * @param auth who may do what
 * @param stateResolution how forks are brought together
 * @param redaction what a redaction keeps
 */
public record RoomVersionRules(
    PduFormat pduFormat,
    EventIdFormat eventIds,
    JsonStrictness json,
    SigningRules signing,
    AuthRules auth,
    StateResolution stateResolution,
    RedactionRules redaction) {

  /** Rooms of October 2014. */
  static final RoomVersionRules V2014 =
      new RoomVersionRules(
          PduFormat.PAIRS_2014,
          EventIdFormat.PDU_ID_AND_ORIGIN,
          JsonStrictness.INTEGER_VALUES,
          new SigningRules(false, false),
          new AuthRules.Levels2014(),
          new StateResolution.PrevStateTree(),
          new RedactionRules.Keep2014());

  private static final AuthRules.EventGraph AUTH_V1 =
      new AuthRules.EventGraph(
          Set.of(ALIASES_RULE, REDACTION_RULE), LevelSyntax.NUMBERS_AND_STRINGS);
  private static final AuthRules.EventGraph AUTH_V3 = AUTH_V1.without(REDACTION_RULE);
  private static final AuthRules.EventGraph AUTH_V6 =
      AUTH_V3
          .without(ALIASES_RULE)
          .with(NOTIFICATION_LEVELS)
          .with(LevelSyntax.INTEGERS_AND_STRINGS);
  private static final AuthRules.EventGraph AUTH_V7 = AUTH_V6.with(KNOCKING);
  private static final AuthRules.EventGraph AUTH_V8 = AUTH_V7.with(RESTRICTED_JOINS);
  private static final AuthRules.EventGraph AUTH_V10 =
      AUTH_V8.with(KNOCK_RESTRICTED).with(LevelSyntax.INTEGERS);
  private static final AuthRules.EventGraph AUTH_V11 = AUTH_V10.with(SENDER_IS_CREATOR);
  private static final AuthRules.EventGraph AUTH_V12 =
      AUTH_V11.with(CREATORS_ABOVE_ALL, CREATE_IS_ROOM_ID);

  private static final RedactionRules.KeepLists KEEP_V1 =
      new RedactionRules.KeepLists(
          Set.of(
              "event_id",
              "type",
              "room_id",
              "sender",
              "state_key",
              "content",
              "hashes",
              "signatures",
              "depth",
              "prev_events",
              "prev_state",
              "auth_events",
              "origin",
              "origin_server_ts",
              "membership"),
          Map.of(
              EventType.MEMBER,
              Set.of("membership"),
              EventType.CREATE,
              Set.of("creator"),
              EventType.JOIN_RULES,
              Set.of("join_rule"),
              EventType.POWER_LEVELS,
              Set.of(
                  "ban",
                  "events",
                  "events_default",
                  "kick",
                  "redact",
                  "state_default",
                  "users",
                  "users_default"),
              EventType.ALIASES,
              Set.of("aliases"),
              EventType.HISTORY_VISIBILITY,
              Set.of("history_visibility")));
  private static final RedactionRules.KeepLists KEEP_V6 = KEEP_V1.emptying(EventType.ALIASES);
  private static final RedactionRules.KeepLists KEEP_V8 =
      KEEP_V6.keeping(EventType.JOIN_RULES, "allow");
  private static final RedactionRules.KeepLists KEEP_V9 =
      KEEP_V8.keeping(EventType.MEMBER, "join_authorised_via_users_server");
  private static final RedactionRules.KeepLists KEEP_V11 =
      KEEP_V9
          .without("prev_state", "origin", "membership")
          .keeping(EventType.MEMBER, "third_party_invite.signed")
          .keeping(EventType.CREATE, ALL)
          .keeping(EventType.POWER_LEVELS, "invite")
          .keeping(EventType.REDACTION, "redacts");

  static final RoomVersionRules V1 =
      new RoomVersionRules(
          PduFormat.REFERENCE_PAIRS,
          EventIdFormat.LOCALPART_AND_SERVER,
          JsonStrictness.LENIENT,
          new SigningRules(true, false),
          AUTH_V1,
          new StateResolution.V1(),
          KEEP_V1);
  static final RoomVersionRules V2 = V1.with(new StateResolution.V2(false, false));
  static final RoomVersionRules V3 =
      V2.with(PduFormat.ID_LISTS, EventIdFormat.HASH)
          .with(new SigningRules(false, false))
          .with(AUTH_V3);
  static final RoomVersionRules V4 = V3.with(PduFormat.ID_LISTS, EventIdFormat.URL_SAFE_HASH);
  static final RoomVersionRules V5 = V4.with(new SigningRules(false, true));
  static final RoomVersionRules V6 = V5.with(JsonStrictness.STRICT).with(AUTH_V6).with(KEEP_V6);
  static final RoomVersionRules V7 = V6.with(AUTH_V7);
  static final RoomVersionRules V8 = V7.with(AUTH_V8).with(KEEP_V8);
  static final RoomVersionRules V9 = V8.with(KEEP_V9);
  static final RoomVersionRules V10 = V9.with(AUTH_V10);
  static final RoomVersionRules V11 =
      V10.with(PduFormat.ID_LISTS_REDACTS_IN_CONTENT, EventIdFormat.URL_SAFE_HASH)
          .with(AUTH_V11)
          .with(KEEP_V11);
  static final RoomVersionRules V12 =
      V11.with(PduFormat.ID_LISTS_CREATE_WITHOUT_ROOM, EventIdFormat.URL_SAFE_HASH)
          .with(AUTH_V12)
          .with(new StateResolution.V2(true, true));

  /**
   * Whether rooms are those of October 2014, whose levels and aliases are in events of their own.
   */
  public boolean isOf2014() {
    return auth instanceof AuthRules.Levels2014;
  }

  /** Whether a room's ID is made of the event that creates it. */
  public boolean isRoomIdOfCreate() {
    return pduFormat == PduFormat.ID_LISTS_CREATE_WITHOUT_ROOM;
  }

  private RoomVersionRules with(PduFormat format, EventIdFormat ids) {
    return new RoomVersionRules(format, ids, json, signing, auth, stateResolution, redaction);
  }

  private RoomVersionRules with(JsonStrictness other) {
    return new RoomVersionRules(
        pduFormat, eventIds, other, signing, auth, stateResolution, redaction);
  }

  private RoomVersionRules with(SigningRules other) {
    return new RoomVersionRules(pduFormat, eventIds, json, other, auth, stateResolution, redaction);
  }

  private RoomVersionRules with(AuthRules other) {
    return new RoomVersionRules(
        pduFormat, eventIds, json, signing, other, stateResolution, redaction);
  }

  private RoomVersionRules with(StateResolution other) {
    return new RoomVersionRules(pduFormat, eventIds, json, signing, auth, other, redaction);
  }

  private RoomVersionRules with(RedactionRules other) {
    return new RoomVersionRules(pduFormat, eventIds, json, signing, auth, stateResolution, other);
  }
}
