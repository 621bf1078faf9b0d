package org.matrixee.model.event;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.EventId;

/**
 * What an event says about its relation to another one, in {@code m.relates_to}.
 *
 * <p>v1.19: client-server, "Forming relationships between events". A rich reply alone has no {@code
 * rel_type} and is no relation in this sense.
 *
 * @param parent the event that it relates to; whether there is one is not known here
 * @param type {@code rel_type}
 * @param key what an annotation says; null if it says nothing, or is none
 */
public record Relation(EventId parent, String type, @Nullable String key) {
  /** The key of an event's content that says it. */
  public static final String RELATES_TO = "m.relates_to";

  /** Another event takes the place of the content. */
  public static final String REPLACE = "m.replace";

  /** The event belongs to a thread. */
  public static final String THREAD = "m.thread";

  /** The event refers to the other in whatever way. */
  public static final String REFERENCE = "m.reference";

  /** The event is a remark on the other: a reaction. */
  public static final String ANNOTATION = "m.annotation";

  /** As long as a type may be; longer ones are nobody's. */
  private static final int MAX_TYPE = 255;

  private static final String NEW_CONTENT = "m.new_content";

  /** The relation that a content tells; empty if it tells none, or none that makes sense. */
  public static Optional<Relation> of(JsonObject content) {
    if (!(content.get(RELATES_TO) instanceof JsonObject relates)
        || !(relates.get("rel_type") instanceof JsonString type)
        || !(relates.get("event_id") instanceof JsonString parent)
        || type.getString().isEmpty()
        || type.getString().length() > MAX_TYPE) {
      return Optional.empty();
    }
    @Nullable String key =
        type.getString().equals(ANNOTATION) && relates.get("key") instanceof JsonString text
            ? text.getString()
            : null;
    try {
      return Optional.of(new Relation(new EventId(parent.getString()), type.getString(), key));
    } catch (MatrixException noEventId) {
      return Optional.empty();
    }
  }

  /** Whether it is of a type. */
  public boolean is(String other) {
    return type.equals(other);
  }

  /**
   * Whether the event has by itself what the relation needs: an edit is no state, and brings new
   * content, which may be encrypted.
   *
   * <p>v1.19: client-server, "Validity of replacement events".
   *
   * @param eventType the type of the event that has this relation
   * @param isState whether that is a state event
   * @param content its content
   */
  public boolean isComplete(String eventType, boolean isState, JsonObject content) {
    return !is(REPLACE)
        || (!isState
            && (eventType.equals(EventType.ENCRYPTED)
                || content.get(NEW_CONTENT) instanceof JsonObject));
  }
}
