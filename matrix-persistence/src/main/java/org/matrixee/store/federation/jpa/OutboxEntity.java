package org.matrixee.store.federation.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** An event that waits to be sent to a server. */
@Entity
@IdClass(OutboxEntity.Key.class)
@Table(name = "outbox")
class OutboxEntity {
  @Id String destination;

  @Id
  @Column(name = "stream_pos")
  long streamPos;

  @Column(name = "event_nid")
  long eventNid;

  /** The primary key. */
  record Key(String destination, long streamPos) implements Serializable {}
}
