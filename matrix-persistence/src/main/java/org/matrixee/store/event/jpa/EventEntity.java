package org.matrixee.store.event.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** The index of an event's JSON. */
@Entity
@Table(name = "event")
class EventEntity {
  @Id long nid;

  @Column(name = "room_nid")
  long roomNid;

  @Column(name = "origin_ts")
  long originTs;

  long depth;

  @Column(name = "stream_pos")
  long streamPos;

  @Column(name = "snapshot_before")
  long snapshotBefore;

  @Column(name = "replaced_nid")
  @Nullable Long replacedNid;

  @Column(name = "redacted_by")
  @Nullable Long redactedBy;

  @Column(name = "required_power_level")
  @Nullable Long requiredPowerLevel;

  short status;

  @Column(name = "event_id")
  String eventId;

  String type;

  String sender;

  @Column(name = "state_key")
  @Nullable String stateKey;
}
