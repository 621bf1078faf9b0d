package org.matrixee.store.federation.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The answer to a transaction of another server. */
@Entity
@Table(name = "inbound_transaction")
class InboundTransactionEntity {
  @Id
  @Column(name = "request_key")
  byte[] requestKey;

  @Column(name = "received_ts")
  long receivedTs;

  String origin;

  byte[] answer;
}
