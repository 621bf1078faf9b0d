package org.matrixee.store.event.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A room, its head and its lock. The head is written by SQL with the events. */
@Entity
@Table(name = "room")
class RoomEntity {
  @Id long nid;

  @Column(name = "room_id")
  String roomId;

  String version;

  boolean listed;

  @Column(name = "created_ts")
  long createdTs;

  long revision;
  long depth;
  long snapshot;
  int extremities;
}
