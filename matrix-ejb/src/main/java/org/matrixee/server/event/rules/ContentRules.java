package org.matrixee.server.event.rules;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.JoinRule;
import org.matrixee.model.room.Membership;

/**
 * What the content of standard types must look like when a local user writes it. Other keys stay,
 * other types pass.
 *
 * <p>2014: client-api-v1, sections 8 and 9; authorization-v1, section 5.
 */
public final class ContentRules {
  private static final int MAX_TEXT = 255;

  private static final Set<String> STATE_ONLY =
      Set.of(
          EventType.MEMBER,
          EventType.CREATE,
          EventType.POWER_LEVELS,
          EventType.JOIN_RULES,
          EventType.ADD_STATE_LEVEL,
          EventType.SEND_EVENT_LEVEL,
          EventType.OPS_LEVELS,
          EventType.ALIASES);

  private static final Set<JoinRule> JOIN_RULES =
      Set.of(JoinRule.PUBLIC, JoinRule.KNOCK, JoinRule.INVITE, JoinRule.PRIVATE);

  private static final Set<String> FEEDBACK_TYPES = Set.of("delivered", "read");

  private ContentRules() {}

  /** What is wrong with a draft's content, as a sentence for M_BAD_JSON; empty if nothing is. */
  public static Optional<String> findProblem(EventDraft draft) {
    String problem = names(draft);
    if (problem == null) {
      problem = draft.stateKey() == null ? message(draft) : state(draft, draft.stateKey());
    }
    return Optional.ofNullable(problem);
  }

  private static @Nullable String names(EventDraft draft) {
    String stateKey = draft.stateKey();
    if (draft.type().isEmpty() || draft.type().length() > MAX_TEXT) {
      return "The event type must have 1 to " + MAX_TEXT + " characters.";
    }
    if (stateKey != null && stateKey.length() > MAX_TEXT) {
      return "The state key must not be longer than " + MAX_TEXT + " characters.";
    }
    return draft.type().indexOf('\0') >= 0 || (stateKey != null && stateKey.indexOf('\0') >= 0)
        ? "The event type and state key must not hold U+0000."
        : null;
  }

  private static @Nullable String message(EventDraft draft) {
    if (STATE_ONLY.contains(draft.type())) {
      return draft.type() + " can only be set as state.";
    }
    return switch (draft.type()) {
      case EventType.MESSAGE -> string(draft.content(), "msgtype");
      case EventType.FEEDBACK -> feedback(draft.content());
      case EventType.REDACTION ->
          draft.redacts() == null ? "A redaction must say which event it redacts." : null;
      default -> null;
    };
  }

  private static @Nullable String feedback(JsonObject content) {
    String problem = string(content, "target_event_id");
    if (problem != null) {
      return problem;
    }
    return content.get("type") instanceof JsonString type
            && FEEDBACK_TYPES.contains(type.getString())
        ? null
        : "type must be delivered or read.";
  }

  private static @Nullable String state(EventDraft draft, String stateKey) {
    JsonObject content = draft.content();
    return switch (draft.type()) {
      case EventType.NAME -> string(content, "name");
      case EventType.TOPIC -> string(content, "topic");
      case EventType.CREATE -> creator(content);
      case EventType.MEMBER -> member(content, stateKey);
      case EventType.JOIN_RULES -> joinRule(content);
      case EventType.ALIASES -> aliases(content);
      case EventType.POWER_LEVELS -> powerLevels(content);
      case EventType.SEND_EVENT_LEVEL, EventType.ADD_STATE_LEVEL ->
          content.containsKey("level") ? level(content, "level") : "level must be an integer.";
      case EventType.OPS_LEVELS -> opsLevels(content);
      case EventType.MESSAGE -> string(content, "msgtype");
      case EventType.REDACTION -> "A redaction cannot be state.";
      default -> null;
    };
  }

  private static @Nullable String creator(JsonObject content) {
    return content.get("creator") instanceof JsonString creator
            && UserId.parse(creator.getString()).isPresent()
        ? null
        : "creator must be a user ID.";
  }

  private static @Nullable String member(JsonObject content, String stateKey) {
    if (UserId.parse(stateKey).isEmpty()) {
      return "The state key of m.room.member must be a user ID.";
    }
    return content.get("membership") instanceof JsonString membership
            && Membership.parse(membership.getString()).isPresent()
        ? null
        : "membership must be invite, join, leave, ban or knock.";
  }

  private static @Nullable String joinRule(JsonObject content) {
    return content.get("join_rule") instanceof JsonString rule
            && JoinRule.parse(rule.getString()).filter(JOIN_RULES::contains).isPresent()
        ? null
        : "join_rule must be public, knock, invite or private.";
  }

  private static @Nullable String aliases(JsonObject content) {
    return content.get("aliases") instanceof JsonArray aliases
            && aliases.stream().allMatch(JsonString.class::isInstance)
        ? null
        : "aliases must be an array of strings.";
  }

  private static @Nullable String opsLevels(JsonObject content) {
    for (String key : new String[] {"ban_level", "kick_level", "redact_level"}) {
      String problem = level(content, key);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static @Nullable String powerLevels(JsonObject content) {
    for (Map.Entry<String, JsonValue> entry : content.entrySet()) {
      String key = entry.getKey();
      if (!key.equals("default") && UserId.parse(key).isEmpty()) {
        return "The keys of m.room.power_levels must be user IDs or default.";
      }
      String problem = level(content, key);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static @Nullable String string(JsonObject content, String key) {
    return content.get(key) instanceof JsonString ? null : key + " must be a string.";
  }

  /** An integer or absent: strings with integers in them are only read, never written. */
  private static @Nullable String level(JsonObject content, String key) {
    JsonValue value = content.get(key);
    return value == null
            || (value instanceof JsonNumber number
                && CanonicalJson.carries(number.bigDecimalValue()))
        ? null
        : key + " must be an integer.";
  }
}
