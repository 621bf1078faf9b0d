package org.matrixee.store.event.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** That an event relates to another. */
@Entity
@Table(name = "event_relation")
class EventRelationEntity {
  @Id
  @Column(name = "child_nid")
  long childNid;

  @Column(name = "room_nid")
  long roomNid;

  long depth;

  @Column(name = "stream_pos")
  long streamPos;

  @Nullable UUID annotation;

  short complete;

  @Column(name = "parent_id")
  String parentId;

  @Column(name = "rel_type")
  String relType;

  String type;

  String sender;
}
