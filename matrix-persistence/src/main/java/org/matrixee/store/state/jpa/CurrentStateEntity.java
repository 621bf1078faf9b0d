package org.matrixee.store.state.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

/** The current event of one slot of a room's state. */
@Entity
@IdClass(CurrentStateEntity.Key.class)
@Table(name = "current_state")
class CurrentStateEntity {
  @Id
  @Column(name = "room_nid")
  long roomNid;

  @Id UUID slot;

  @Column(name = "event_nid")
  long eventNid;

  @Column(name = "stream_pos")
  long streamPos;

  String type;

  @Column(name = "state_key")
  String stateKey;

  /** The primary key. */
  record Key(long roomNid, UUID slot) implements Serializable {}
}
