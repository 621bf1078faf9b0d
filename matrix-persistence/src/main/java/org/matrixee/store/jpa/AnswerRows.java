package org.matrixee.store.jpa;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.store.account.RequestAnswers;

/** The rows of requests' answers: written with the events that the requests made. */
public final class AnswerRows {
  private static final TableWriter TRANSACTIONS =
      TableWriter.claiming(
          "client_transaction",
          1,
          Column.bytes("request_key"),
          Column.bigint("created_ts"),
          Column.text("room_id"),
          Column.text("event_id"),
          Column.text("alias"));

  private AnswerRows() {}

  /** Adds the answers; a request that was answered already makes the whole batch fail. */
  public static void addTo(WriteBatch batch, RequestAnswers answers) {
    // In the order of keys, so that two transactions never wait for each other in a ring.
    TreeMap<RequestKey, @Nullable Object[]> rows = new TreeMap<>();
    answers
        .outcomes()
        .forEach(
            (key, outcome) -> {
              RequestKey request = RequestKey.of(key);
              EventId event = outcome.event();
              RoomAlias alias = outcome.alias();
              rows.put(
                  request,
                  new @Nullable Object[] {
                    request.sharedBytes(),
                    answers.ts(),
                    outcome.room().value(),
                    event == null ? null : event.value(),
                    alias == null ? null : alias.value()
                  });
            });
    batch.addAllOrNone(TRANSACTIONS, List.copyOf(rows.values()));
  }
}
