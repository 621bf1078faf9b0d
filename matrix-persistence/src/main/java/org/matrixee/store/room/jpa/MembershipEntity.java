package org.matrixee.store.room.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A user's current relation to a room. */
@Entity
@IdClass(MembershipEntity.Key.class)
@Table(name = "membership")
class MembershipEntity {
  @Id
  @Column(name = "room_nid")
  long roomNid;

  @Id
  @Column(name = "user_id")
  String userId;

  @Column(name = "event_nid")
  long eventNid;

  @Column(name = "stream_pos")
  long streamPos;

  String server;

  String membership;

  String sender;

  /** The primary key. */
  record Key(long roomNid, String userId) implements Serializable {}
}
