package org.matrixee.store.federation.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A transaction that was or will be sent. */
@Entity
@IdClass(OutgoingTransactionEntity.Key.class)
@Table(name = "outgoing_transaction")
class OutgoingTransactionEntity {
  @Id String destination;

  @Id
  @Column(name = "txn_id")
  long txnId;

  @Column(name = "previous_id")
  long previousId;

  byte[] pdus;

  byte[] edus;

  boolean answered;

  /** The primary key. */
  record Key(String destination, long txnId) implements Serializable {}
}
