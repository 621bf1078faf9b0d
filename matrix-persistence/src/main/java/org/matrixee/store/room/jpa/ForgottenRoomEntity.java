package org.matrixee.store.room.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A room that a user has forgotten. */
@Entity
@IdClass(ForgottenRoomEntity.Key.class)
@Table(name = "forgotten_room")
class ForgottenRoomEntity {
  @Id
  @Column(name = "user_id")
  String userId;

  @Id
  @Column(name = "room_nid")
  long roomNid;

  @Column(name = "forgotten_ts")
  long forgottenTs;

  /** The primary key. */
  record Key(String userId, long roomNid) implements Serializable {}
}
