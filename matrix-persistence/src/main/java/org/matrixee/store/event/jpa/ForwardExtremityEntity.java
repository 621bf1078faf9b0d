package org.matrixee.store.event.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** An event that no other event of its room follows. */
@Entity
@IdClass(ForwardExtremityEntity.Key.class)
@Table(name = "forward_extremity")
class ForwardExtremityEntity {
  @Id
  @Column(name = "room_nid")
  long roomNid;

  @Id short ordinal;

  @Column(name = "event_nid")
  long eventNid;

  @Column(name = "event_id")
  String eventId;

  @Nullable String sha256;

  /** The primary key. */
  record Key(long roomNid, short ordinal) implements Serializable {}
}
