package org.matrixee.store.room.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.store.room.RoomRecord;

/** A room, its head and its lock. The head is written by the event store. */
@Entity
@Table(name = "room")
class RoomEntity {
  @Id long nid;

  @Column(name = "created_ts")
  long createdTs;

  @Column(updatable = false)
  long revision;

  @Column(updatable = false)
  long depth;

  @Column(updatable = false)
  long snapshot;

  @Column(updatable = false)
  int extremities;

  boolean listed;

  @Column(name = "room_id")
  String roomId;

  String version;

  RoomEntity() {}

  /** A room without events. */
  RoomEntity(RoomRecord room) {
    nid = room.nid();
    createdTs = room.createdTs();
    listed = room.listed();
    roomId = room.room().value();
    version = room.version().id();
  }

  RoomRecord toRecord() {
    return new RoomRecord(nid, new RoomId(roomId), new RoomVersion(version), listed, createdTs);
  }
}
