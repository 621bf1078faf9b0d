package org.matrixee.server.federation.out.rules;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.List;
import org.matrixee.model.event.Event;

/**
 * Packs PDUs and EDUs into transactions.
 *
 * <p>2014: federation-v1, sections 2.1 and 2.3. Times are written under both names that servers of
 * the time read.
 */
public final class TransactionPacker {
  /** The most events of one transaction. */
  public static final int MOST_PDUS = 50;

  /** The most EDUs of one transaction. */
  public static final int MOST_EDUS = 100;

  /** Events are no longer added when they are this long together; one is always sent. */
  private static final int MOST_BYTES = 1024 * 1024;

  private static final JsonProvider JSON = JsonProvider.provider();

  private TransactionPacker() {}

  /**
   * How many of the waiting events fit into the next transaction; at least one if there is one.
   *
   * @param lengths of their JSON, in order
   */
  public static int fitting(List<Integer> lengths) {
    long bytes = 0;
    int count = 0;
    for (int length : lengths) {
      bytes += length;
      if (count == MOST_PDUS || (count > 0 && bytes > MOST_BYTES)) {
        break;
      }
      count++;
    }
    return count;
  }

  /**
   * An event as it goes out now: with its age, outside of what is signed.
   *
   * @param pdu as it is stored
   * @param originTs when it was made by its origin's clock, ms since 1970; counts unless our own
   *     clock's time was noted
   */
  public static JsonObject aged(JsonObject pdu, long originTs, long nowTs) {
    JsonObject before =
        pdu.get(Event.UNSIGNED) instanceof JsonObject there ? there : JsonValue.EMPTY_JSON_OBJECT;
    long madeTs =
        before.get(Event.AGE_TS) instanceof JsonNumber noted ? noted.longValue() : originTs;
    JsonObjectBuilder unsigned =
        JSON.createObjectBuilder(before)
            .remove(Event.AGE_TS)
            .add("age", Math.max(0, nowTs - madeTs));
    return JSON.createObjectBuilder(pdu).add(Event.UNSIGNED, unsigned).build();
  }

  /** The transaction. */
  public static JsonObject pack(
      Envelope envelope, long nowTs, List<JsonObject> pdus, List<OutgoingEdu> edus) {
    JsonArrayBuilder previous = JSON.createArrayBuilder();
    if (envelope.previousId() != 0) {
      previous.add(Long.toString(envelope.previousId()));
    }
    JsonArrayBuilder events = JSON.createArrayBuilder();
    pdus.forEach(events::add);
    JsonObjectBuilder transaction =
        JSON.createObjectBuilder()
            .add("transaction_id", Long.toString(envelope.id()))
            .add("origin", envelope.origin().value())
            .add("destination", envelope.destination().value())
            .add("ts", nowTs)
            .add("origin_server_ts", nowTs)
            .add("prev_ids", previous)
            .add("pdus", events);
    if (!edus.isEmpty()) {
      JsonArrayBuilder list = JSON.createArrayBuilder();
      edus.forEach(edu -> list.add(write(envelope, edu)));
      transaction.add("edus", list);
    }
    return transaction.build();
  }

  private static JsonObjectBuilder write(Envelope envelope, OutgoingEdu edu) {
    return JSON.createObjectBuilder()
        .add("edu_type", edu.type())
        .add("origin", envelope.origin().value())
        .add("destination", envelope.destination().value())
        .add("content", edu.content());
  }
}
