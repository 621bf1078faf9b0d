package org.matrixee.server.event;

import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.room.RoomVersionRules;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.event.rules.ContentHash;
import org.matrixee.server.event.rules.ReferenceHash;
import org.matrixee.server.event.rules.SignedPdu;

/**
 * Which copy of an event counts when an outlier gets its place. Both have the same reference hash;
 * one of them may be the stripped form, since whoever handed it over had changed its content.
 *
 * <p>2014: federation-v1, 7.
 */
final class BetterCopy {
  private BetterCopy() {}

  /** Whether a copy is that of the outlier: a server may sign two events with one ID. */
  static boolean isSame(StoredEvent outlier, SignedPdu come) {
    return ReferenceHash.of(EventReader.decode(outlier).pdu(), rules(outlier))
        .equals(come.reference().sha256());
  }

  /**
   * The copy to go on with. If it is the one that has come, the outlier's row gets it.
   *
   * @param outlier the row; its content stays away if a redaction took it
   * @param come a copy that was checked
   */
  static SignedPdu choose(RoomWork work, StoredEvent outlier, SignedPdu come) {
    if (outlier.json().equals(come.json())) {
      return come;
    }
    Event held = EventReader.decode(outlier);
    if (outlier.redactedBy() == null && !isWhole(outlier)) {
      work.rewrite(outlier.nid());
      return come;
    }
    return new SignedPdu(
        held, outlier.json(), new EventReference(held.id(), come.reference().sha256()));
  }

  private static boolean isWhole(StoredEvent outlier) {
    return ContentHash.matches(EventReader.read(outlier.version(), outlier.json()), rules(outlier));
  }

  private static RoomVersionRules rules(StoredEvent event) {
    return RoomVersions.get(event.version());
  }
}
