package org.matrixee.web.legacy.client.event;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.json.JsonText;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.event.RenderedEvent;

/**
 * The event envelope of autumn 2014, with the keys of both of its dialects.
 *
 * <p>2014: client-api-v1, 2; authorization-v1, 7.3 for redacted events.
 */
final class LegacyEventFormat {
  private LegacyEventFormat() {}

  /**
   * Renders an event that is whole.
   *
   * @param replaced the state event that it replaced, stripped if that was redacted; null if none
   * @param levels the form of levels
   */
  static RenderedEvent whole(Event event, @Nullable Event replaced, LevelsForm levels) {
    JsonOutput out = new JsonOutput();
    writeWhole(out, event, replaced, levels);
    return aged(out, event.madeTs(), "}");
  }

  /**
   * Renders a redacted event: only the keys that a redaction keeps.
   *
   * @param event the stripped event
   * @param redaction what stripped it
   * @param redactionRedacted whether that was redacted in turn: then it is only what it keeps
   * @param levels the form of levels
   */
  static RenderedEvent redacted(
      Event event, Event redaction, boolean redactionRedacted, LevelsForm levels) {
    JsonOutput out = new JsonOutput();
    writeKept(out, event, levels);
    out.ascii(",\"redacted_because\":");
    if (redactionRedacted) {
      writeKept(out, redaction, LevelsForm.OF_2014);
      return new RenderedEvent(JsonText.ofOwned(out.toBytes()), null, text("}}"));
    }
    writeWhole(out, redaction, null, LevelsForm.OF_2014);
    return aged(out, redaction.madeTs(), "}}");
  }

  private static RenderedEvent aged(JsonOutput out, long origin, String tail) {
    out.ascii(",\"age\":");
    return new RenderedEvent(JsonText.ofOwned(out.toBytes()), origin, text(tail));
  }

  private static JsonText text(String ascii) {
    return JsonText.ofOwned(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  private static void writeWhole(
      JsonOutput out, Event event, @Nullable Event replaced, LevelsForm levels) {
    writeKept(out, event, levels);
    out.ascii(",\"ts\":").number(event.originServerTs());
    out.ascii(",\"origin_server_ts\":").number(event.originServerTs());
    if (event.requiredPowerLevel() != null && event.isState()) {
      out.ascii(",\"required_power_level\":").number(event.requiredPowerLevel());
    }
    if (replaced != null) {
      out.ascii(",\"prev_content\":").value(content(replaced, levels));
    }
    if (event.type().equals(EventType.MEMBER)
        && event.content().get("membership") instanceof JsonString membership) {
      out.ascii(",\"membership\":").string(membership.getString());
    }
    if (event.redacts() != null) {
      out.ascii(",\"redacts\":").string(event.redacts().value());
    }
  }

  /** The keys that every event has, redacted or not. */
  private static void writeKept(JsonOutput out, Event event, LevelsForm levels) {
    out.ascii("{\"event_id\":").string(event.id().value());
    out.ascii(",\"type\":").string(event.type());
    out.ascii(",\"room_id\":").string(event.room().value());
    out.ascii(",\"user_id\":").string(event.sender().value());
    if (event.stateKey() != null) {
      out.ascii(",\"state_key\":").string(event.stateKey());
    }
    if (event.prevState() != null) {
      out.ascii(",\"prev_state\":").string(event.prevState().value());
    }
    out.ascii(",\"content\":").value(content(event, levels));
  }

  private static JsonObject content(Event event, LevelsForm levels) {
    return event.type().equals(EventType.POWER_LEVELS) && event.isState()
        ? levels.content(event.content())
        : event.content();
  }
}
