package org.matrixee.store.receipt.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** The newest receipt of a user, kind and thread of a room. */
@Entity
@IdClass(ReceiptEntity.Key.class)
@Table(name = "receipt")
class ReceiptEntity {
  @Id
  @Column(name = "room_nid")
  long roomNid;

  @Id
  @Column(name = "user_id")
  String userId;

  @Id String kind;

  @Id String thread;

  @Column(name = "event_id")
  String eventId;

  @Column(name = "event_pos")
  long eventPos;

  long ts;

  @Column(name = "stream_pos")
  long streamPos;

  /** The primary key. */
  record Key(long roomNid, String userId, String kind, String thread) implements Serializable {}
}
