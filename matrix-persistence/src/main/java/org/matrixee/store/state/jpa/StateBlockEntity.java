package org.matrixee.store.state.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A block of one or many state snapshots; never changed. */
@Entity
@Table(name = "state_block")
class StateBlockEntity {
  @Id long nid;

  byte[] body;
}
