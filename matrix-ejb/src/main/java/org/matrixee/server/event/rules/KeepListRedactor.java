package org.matrixee.server.event.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Set;
import org.matrixee.model.room.RedactionRules.KeepLists;

/**
 * What a redaction leaves in the room versions 1 to 12: the keys of a list.
 *
 * <p>Spec: room versions, "Redactions".
 */
final class KeepListRedactor implements Redactor {
  private final KeepLists lists;

  KeepListRedactor(KeepLists lists) {
    this.lists = lists;
  }

  @Override
  public JsonObject redactPdu(JsonObject pdu) {
    return KeptKeys.of(pdu, "type", lists.keys(), this);
  }

  @Override
  public JsonObject redactContent(String type, JsonObject content) {
    Set<String> kept = lists.content().get(type);
    if (kept == null) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
    return kept.contains(KeepLists.ALL) ? content : filter(content, kept, "");
  }

  /** Keeps the keys of a list, and of objects on the way to one what lies on that way. */
  private static JsonObject filter(JsonObject object, Set<String> kept, String path) {
    JsonObjectBuilder builder = JsonValues.PROVIDER.createObjectBuilder();
    object.forEach(
        (key, value) -> {
          String at = path + key;
          if (kept.contains(at)) {
            builder.add(key, value);
          } else if (path.isEmpty()
              && value instanceof JsonObject inner
              && kept.stream().anyMatch(each -> each.startsWith(at + "."))) {
            builder.add(key, filter(inner, kept, at + "."));
          }
        });
    return builder.build();
  }
}
