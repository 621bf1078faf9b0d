package org.matrixee.store.event.jpa;

import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.store.event.RoomLock;

/** A held room row; good for one append, since its revision is out of date afterwards. */
final class JpaRoomLock implements RoomLock {
  private final long roomNid;
  private final RoomId room;
  private final RoomVersion version;
  private final long revision;
  private final int extremities;
  private boolean used;

  JpaRoomLock(long roomNid, RoomId room, RoomVersion version, long revision, int extremities) {
    this.roomNid = roomNid;
    this.room = room;
    this.version = version;
    this.revision = revision;
    this.extremities = extremities;
  }

  static JpaRoomLock of(RoomLock lock) {
    if (lock instanceof JpaRoomLock ours) {
      return ours;
    }
    throw new IllegalArgumentException("the lock is of another store");
  }

  /** Marks it as used. */
  void use() {
    if (used) {
      throw new IllegalStateException("a room is written twice under one lock");
    }
    used = true;
  }

  @Override
  public long roomNid() {
    return roomNid;
  }

  @Override
  public RoomId room() {
    return room;
  }

  @Override
  public RoomVersion version() {
    return version;
  }

  @Override
  public long revision() {
    return revision;
  }

  /** How many forward extremities the room has in the database. */
  int extremities() {
    return extremities;
  }
}
