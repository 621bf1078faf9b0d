package org.matrixee.server.event;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.store.event.AnnotationKey;

/**
 * Everything that one transaction works on, read with a few statements before any rule is asked.
 */
final class Batch {
  private final Map<Long, RoomWork> rooms = new LinkedHashMap<>();
  private final Map<TransactionKey, RoomOutcome> recalled;
  private final Map<TransactionKey, RoomOutcome> remembered = new HashMap<>();
  private final Map<EventId, StoredEvent> targets = new HashMap<>();
  private final Map<AnnotationKey, Long> annotations = new HashMap<>();
  private final long[] nids;
  private int nextNid;

  /**
   * A batch.
   *
   * @param recalled answers of requests that were done before
   * @param nids numbers for all events that the batch can add
   */
  Batch(Map<TransactionKey, RoomOutcome> recalled, long[] nids) {
    this.recalled = recalled;
    this.nids = nids;
  }

  void put(RoomWork work) {
    rooms.put(work.lock().roomNid(), work);
  }

  @Nullable RoomWork room(long nid) {
    return rooms.get(nid);
  }

  List<RoomWork> rooms() {
    return List.copyOf(rooms.values());
  }

  /** The answer to a request that was done before, in this batch or earlier. */
  Optional<RoomOutcome> recall(RoomCommand command) {
    TransactionKey key = command.key();
    if (key == null) {
      return Optional.empty();
    }
    RoomOutcome now = remembered.get(key);
    return Optional.ofNullable(now == null ? recalled.get(key) : now);
  }

  /** Keeps a request's answer, in the transaction that does it. */
  void remember(RoomCommand command, RoomOutcome outcome) {
    TransactionKey key = command.key();
    if (key != null) {
      remembered.put(key, outcome);
    }
  }

  Map<TransactionKey, RoomOutcome> remembered() {
    return remembered;
  }

  /** Every answer that is known now. */
  Map<TransactionKey, RoomOutcome> answers() {
    Map<TransactionKey, RoomOutcome> all = new HashMap<>(recalled);
    all.putAll(remembered);
    return all;
  }

  /** Takes in events that redactions name, and outliers that get their place now. */
  void learn(Map<EventId, StoredEvent> read) {
    targets.putAll(read);
  }

  /** An event that a redaction names, or an outlier that gets its place now. */
  @Nullable StoredEvent target(EventId id) {
    return targets.get(id);
  }

  /** Takes in annotations that are there, and those that this batch adds. */
  void learnAnnotations(Map<AnnotationKey, Long> known) {
    annotations.putAll(known);
  }

  /** The number of an annotation that says the same; null if there is none. */
  @Nullable Long annotation(AnnotationKey key) {
    return annotations.get(key);
  }

  long nextNid() {
    return nids[nextNid++];
  }
}
