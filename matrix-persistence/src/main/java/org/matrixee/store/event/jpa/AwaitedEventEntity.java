package org.matrixee.store.event.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** An event that is not there and that a held one names. */
@Entity
@IdClass(AwaitedEventEntity.Key.class)
@Table(name = "awaited_event")
class AwaitedEventEntity {
  @Id
  @Column(name = "event_id")
  String eventId;

  @Id short kind;

  @Id
  @Column(name = "by_nid")
  long byNid;

  @Column(name = "room_nid")
  long roomNid;

  long depth;

  /** The primary key. */
  record Key(String eventId, short kind, long byNid) implements Serializable {}
}
