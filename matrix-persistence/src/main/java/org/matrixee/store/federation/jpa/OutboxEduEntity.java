package org.matrixee.store.federation.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An EDU that waits to be sent to a server. */
@Entity
@Table(name = "outbox_edu")
class OutboxEduEntity {
  @Id long nid;

  String destination;

  @Column(name = "edu_type")
  String eduType;

  byte[] content;
}
