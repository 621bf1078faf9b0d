package org.matrixee.server.event;

import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.json.JsonText;

/**
 * A current state event in memory: as stored, and parsed.
 *
 * @param stored the stored form
 * @param event the parsed form
 */
record KnownEvent(StoredEvent stored, Event event) {
  static KnownEvent of(StoredEvent stored) {
    return new KnownEvent(stored, EventReader.decode(stored));
  }

  /** Whether nobody here has judged it, since it came without the state before it. */
  boolean isUnjudged() {
    return stored.status() == EventStatus.OUTLIER || stored.position() < 0;
  }

  /** How an event that replaces this one refers to it. */
  StoredEvent.Related asReplaced() {
    return new StoredEvent.Related(stored.nid(), stored.json(), stored.redactedBy() != null);
  }

  /** This event after a redaction. */
  KnownEvent stripped(JsonText json, StoredEvent.Related redaction) {
    StoredEvent redacted =
        new StoredEvent(
            stored.nid(),
            stored.roomNid(),
            stored.room(),
            stored.version(),
            stored.id(),
            stored.type(),
            stored.stateKey(),
            stored.sender(),
            stored.originServerTs(),
            stored.depth(),
            stored.position(),
            stored.status(),
            stored.requiredPowerLevel(),
            json,
            stored.replaced(),
            redaction);
    return of(redacted);
  }
}
