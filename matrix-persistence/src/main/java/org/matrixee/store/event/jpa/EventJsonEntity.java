package org.matrixee.store.event.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The PDU of an event, byte for byte. */
@Entity
@Table(name = "event_json")
class EventJsonEntity {
  @Id long nid;

  byte[] json;
}
