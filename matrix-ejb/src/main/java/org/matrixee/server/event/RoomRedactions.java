package org.matrixee.server.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.matrixee.store.event.RoomAppend;

/** The events of a room that lose their content in a batch; the first redaction stays. */
final class RoomRedactions {
  private final Map<Long, RoomAppend.Redaction> byTarget = new LinkedHashMap<>();

  void add(RoomAppend.Redaction redaction) {
    byTarget.putIfAbsent(redaction.targetNid(), redaction);
  }

  /** What strips an event; null if nothing does. */
  RoomAppend.@Nullable Redaction of(long targetNid) {
    return byTarget.get(targetNid);
  }

  List<RoomAppend.Redaction> all() {
    return List.copyOf(byTarget.values());
  }
}
