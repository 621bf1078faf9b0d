package org.matrixee.server.push.rules;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;

/**
 * Conditions of push rules.
 *
 * <p>v1.19: client-server, "Conditions": one that is not known, or makes no sense, does not hold.
 */
final class PushConditions {
  private static final Pattern COUNT = Pattern.compile("(==|<=|>=|<|>)?([0-9]{1,18})");
  private static final String BODY = "content.body";

  private PushConditions() {}

  static boolean hold(JsonArray conditions, Event event, PushRoom room) {
    for (JsonValue condition : conditions) {
      if (!(condition instanceof JsonObject object) || !holds(object, event, room)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(JsonObject condition, Event event, PushRoom room) {
    return switch (text(condition, "kind")) {
      case "event_match" -> matches(condition, event);
      case "event_property_is" -> isEqual(condition.get("value"), field(condition, event));
      case "event_property_contains" -> contains(condition, event);
      case "room_member_count" -> counts(text(condition, "is"), room.members());
      case "sender_notification_permission" ->
          condition.get("key") instanceof JsonString way
              && room.mayNotify(event.sender(), way.getString());
      default -> false;
    };
  }

  private static String text(JsonObject condition, String key) {
    return condition.get(key) instanceof JsonString word ? word.getString() : "";
  }

  private static @Nullable JsonValue field(JsonObject condition, Event event) {
    return condition.get("key") instanceof JsonString path
        ? EventField.find(event, path.getString())
        : null;
  }

  private static boolean matches(JsonObject condition, Event event) {
    if (!(condition.get("pattern") instanceof JsonString pattern)
        || !(field(condition, event) instanceof JsonString value)) {
      return false;
    }
    return text(condition, "key").equals(BODY)
        ? Glob.fitsWords(pattern.getString(), value.getString())
        : Glob.fits(pattern.getString(), value.getString());
  }

  /** Whether the body of a message has a pattern in it. */
  static boolean bodyHas(String pattern, Event event) {
    return EventField.find(event, BODY) instanceof JsonString body
        && Glob.fitsWords(pattern, body.getString());
  }

  private static boolean contains(JsonObject condition, Event event) {
    JsonValue wanted = condition.get("value");
    return field(condition, event) instanceof JsonArray values
        && values.stream().anyMatch(value -> isEqual(wanted, value));
  }

  /** Only what has no parts is compared; a number by its value. */
  private static boolean isEqual(@Nullable JsonValue wanted, @Nullable JsonValue value) {
    if (wanted == null || value == null) {
      return false;
    }
    if (wanted instanceof JsonNumber left && value instanceof JsonNumber right) {
      return left.isIntegral()
          && right.isIntegral()
          && left.bigDecimalValue().compareTo(right.bigDecimalValue()) == 0;
    }
    return switch (wanted.getValueType()) {
      case ARRAY, OBJECT, NUMBER -> false;
      case STRING, TRUE, FALSE, NULL -> wanted.equals(value);
    };
  }

  private static boolean counts(String wanted, long members) {
    Matcher matcher = COUNT.matcher(wanted);
    if (!matcher.matches()) {
      return false;
    }
    long number = Long.parseLong(matcher.group(2));
    String sign = matcher.group(1);
    return switch (sign == null ? "==" : sign) {
      case "<" -> members < number;
      case "<=" -> members <= number;
      case ">" -> members > number;
      case ">=" -> members >= number;
      default -> members == number;
    };
  }
}
