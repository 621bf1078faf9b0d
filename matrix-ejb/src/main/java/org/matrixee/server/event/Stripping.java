package org.matrixee.server.event;

import java.util.Optional;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.model.json.JsonText;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.store.event.AwaitedEvent;
import org.matrixee.store.event.AwaitedEvent.Reason;
import org.matrixee.store.event.GraphNode;
import org.matrixee.store.event.RoomAppend;

/** Takes an event's content away for good (authorization-v1, 7.3). */
final class Stripping {
  private Stripping() {}

  /** Strips what a redaction of another server names, or as soon as that comes. */
  static void redact(Batch batch, RoomWork work, Added redaction, EventId target) {
    GraphNode node = work.graph().node(target);
    KnownEvent here = node == null ? null : work.graph().known(node.nid());
    StoredEvent stored = batch.target(target);
    if (stored == null && here != null) {
      stored = here.stored();
    }
    if (stored == null) {
      long depth = redaction.pdu().event().depth();
      work.graph().await(new AwaitedEvent(target, Reason.REDACTED, redaction.nid(), depth));
    } else if (stored.roomNid() == work.lock().roomNid()) {
      strip(work, stored, redaction.nid(), redaction.pdu().json());
    }
  }

  /**
   * Strips an event of the room, unless it is stripped already.
   *
   * @param redaction the redaction's PDU
   */
  static void strip(RoomWork work, StoredEvent target, long redactionNid, JsonText redaction) {
    if (target.redactedBy() != null || work.isStripped(target.nid())) {
      return;
    }
    RoomRules rules = RoomRules.of(work.lock().version());
    JsonText json =
        JsonText.ofOwned(
            rules.canonical(rules.redactor().redactPdu(EventReader.decode(target).pdu())));
    Optional<KnownEvent> current = Optional.empty();
    String key = target.stateKey();
    if (key != null) {
      StoredEvent.Related because = new StoredEvent.Related(redactionNid, redaction, false);
      current =
          work.currentIfRead(new StateTuple(target.type(), key))
              .filter(known -> known.stored().nid() == target.nid())
              .map(known -> known.stripped(json, because));
    }
    work.strip(new RoomAppend.Redaction(target.nid(), json, redactionNid), current);
  }
}
