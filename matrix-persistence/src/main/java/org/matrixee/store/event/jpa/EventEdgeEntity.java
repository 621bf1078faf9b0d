package org.matrixee.store.event.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** An edge of a room's graph; the parent may be unknown. */
@Entity
@IdClass(EventEdgeEntity.Key.class)
@Table(name = "event_edge")
class EventEdgeEntity {
  @Id
  @Column(name = "child_nid")
  long childNid;

  @Id short kind;

  @Id short ordinal;

  @Column(name = "parent_id")
  String parentId;

  @Nullable String sha256;

  /** The primary key. */
  record Key(long childNid, short kind, short ordinal) implements Serializable {}
}
