package org.matrixee.model.event;

/** Event types that the server itself understands; every other type passes untouched. */
public final class EventType {
  /** The root of a room's graph. */
  public static final String CREATE = "m.room.create";

  /** A user's membership; the state key is the user ID. */
  public static final String MEMBER = "m.room.member";

  /** Levels of users; in 2014 rooms only these. */
  public static final String POWER_LEVELS = "m.room.power_levels";

  /** Who may join. */
  public static final String JOIN_RULES = "m.room.join_rules";

  /** 2014: the level needed to add new state. */
  public static final String ADD_STATE_LEVEL = "m.room.add_state_level";

  /** 2014: the level needed to send non-state events. */
  public static final String SEND_EVENT_LEVEL = "m.room.send_event_level";

  /** 2014: the levels needed to ban, kick and redact. */
  public static final String OPS_LEVELS = "m.room.ops_levels";

  /** Aliases of one server; the state key is its name. */
  public static final String ALIASES = "m.room.aliases";

  /** Who may read what was said before: {@code history_visibility}. */
  public static final String HISTORY_VISIBILITY = "m.room.history_visibility";

  /** An invitation of somebody by an address; the state key is its token. */
  public static final String THIRD_PARTY_INVITE = "m.room.third_party_invite";

  /** The room's name. */
  public static final String NAME = "m.room.name";

  /** The room's topic. */
  public static final String TOPIC = "m.room.topic";

  /** The room's picture. */
  public static final String AVATAR = "m.room.avatar";

  /** The alias that a room wants to be called by. */
  public static final String CANONICAL_ALIAS = "m.room.canonical_alias";

  /** Whether guests may join. */
  public static final String GUEST_ACCESS = "m.room.guest_access";

  /** That messages are to be encrypted. */
  public static final String ENCRYPTION = "m.room.encryption";

  /** The servers that may take part. */
  public static final String SERVER_ACL = "m.room.server_acl";

  /** That another room has taken this one's place. */
  public static final String TOMBSTONE = "m.room.tombstone";

  /** Any event whose content only its readers can read. */
  public static final String ENCRYPTED = "m.room.encrypted";

  /** A message. */
  public static final String MESSAGE = "m.room.message";

  /** 2014: a delivery or read receipt as an event. */
  public static final String FEEDBACK = "m.room.message.feedback";

  /** A redaction. */
  public static final String REDACTION = "m.room.redaction";

  private EventType() {}
}
