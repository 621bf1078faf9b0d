package org.matrixee.server.event.rules;

import jakarta.json.JsonObject;

/** What a redaction leaves of an event, by a room version's rules. Stateless. */
public interface Redactor {
  /**
   * The stripped PDU: what is signed, what is hashed for references, and what is left of a redacted
   * event. Stripping twice is stripping once.
   */
  JsonObject redactPdu(JsonObject pdu);

  /**
   * The stripped form of an event as readers see it.
   *
   * @param event the event in the form of the 2014 client API ({@code room_id}, {@code user_id})
   * @param because the redaction in the same form, complete
   */
  JsonObject redactForReader(JsonObject event, JsonObject because);

  /** The part of the content that stays. */
  JsonObject redactContent(String type, JsonObject content);
}
