package org.matrixee.server.event.rules;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.ServerName;

/**
 * An entry of {@code prev_pdus}: the specification of October 2014 has {@code [origin, pdu_id]},
 * the servers of that month wrote {@code [pdu_id, origin]}, some with an object of hashes behind.
 *
 * <p>Which of the two names the origin is settled by the first of these that holds for exactly one:
 * it is the origin of the PDU at hand; it is a server name with a dot or a port, which the letters
 * and digits of a {@code pdu_id} never have. Else the specification's order counts.
 *
 * <p>The reference lets a receiver see which of them it knows as a server. We do not: then the same
 * signed event would follow different ones on different servers, and on one server before and after
 * it has learned of another.
 *
 * <p>2014: federation-v1, section 3.
 */
final class Codec2014Reference {
  private static final Pattern LIKE_A_SERVER = Pattern.compile(".*[.:].*");
  private static final int MAX_HASH = 255;

  private Codec2014Reference() {}

  static EventReference read(JsonValue entry, ServerName ofPdu) {
    if (!(entry instanceof JsonArray pair)
        || pair.size() < 2
        || pair.size() > 3
        || !(pair.get(0) instanceof JsonString first)
        || !(pair.get(1) instanceof JsonString second)
        || first.getString().isEmpty()
        || second.getString().isEmpty()) {
      throw PduFields.bad("Each entry of prev_pdus must name an origin and a pdu_id.");
    }
    String sha256 = pair.size() == 3 ? sha256(pair.get(2)) : null;
    String a = first.getString();
    String b = second.getString();
    return originIsSecond(a, b, ofPdu.value())
        ? new EventReference(new EventId(a + "@" + new ServerName(b)), sha256)
        : new EventReference(new EventId(b + "@" + new ServerName(a)), sha256);
  }

  private static boolean originIsSecond(String a, String b, String ofPdu) {
    boolean aIsOrigin = a.equals(ofPdu);
    boolean bIsOrigin = b.equals(ofPdu);
    if (aIsOrigin == bIsOrigin) {
      aIsOrigin = looksLikeServer(a);
      bIsOrigin = looksLikeServer(b);
    }
    return !aIsOrigin && bIsOrigin;
  }

  private static boolean looksLikeServer(String name) {
    try {
      return LIKE_A_SERVER.matcher(name).matches() && new ServerName(name).value().equals(name);
    } catch (MatrixException e) {
      return false;
    }
  }

  private static @Nullable String sha256(JsonValue value) {
    if (!(value instanceof JsonObject hashes)) {
      throw PduFields.bad("The third part of an entry of prev_pdus must be an object of hashes.");
    }
    JsonValue hash = hashes.get("sha256");
    if (hash == null) {
      return null;
    }
    if (hash instanceof JsonString text && text.getString().length() <= MAX_HASH) {
      return text.getString();
    }
    throw PduFields.bad("The sha256 of an entry of prev_pdus must be a short string.");
  }

  static JsonArrayBuilder write(EventReference reference) {
    Map.Entry<String, String> parts = split(reference.id());
    JsonArrayBuilder entry = JsonValues.PROVIDER.createArrayBuilder();
    entry.add(parts.getValue()).add(parts.getKey());
    String sha256 = reference.sha256();
    if (sha256 != null) {
      entry.add(JsonValues.PROVIDER.createObjectBuilder().add("sha256", sha256));
    }
    return entry;
  }

  /** The {@code pdu_id} and origin of an event ID. */
  static Map.Entry<String, String> split(EventId id) {
    int at = id.value().lastIndexOf('@');
    if (at < 1) {
      throw PduFields.bad("This is not an event ID of a 2014 room.");
    }
    return Map.entry(id.value().substring(0, at), id.value().substring(at + 1));
  }
}
