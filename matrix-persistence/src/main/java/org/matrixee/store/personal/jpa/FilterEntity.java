package org.matrixee.store.personal.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A filter of a user. */
@Entity
@IdClass(FilterEntity.Key.class)
@Table(name = "event_filter")
class FilterEntity {
  @Id
  @Column(name = "user_id")
  String userId;

  @Id
  @Column(name = "filter_id")
  String filterId;

  byte[] body;

  /** The primary key. */
  record Key(String userId, String filterId) implements Serializable {}
}
