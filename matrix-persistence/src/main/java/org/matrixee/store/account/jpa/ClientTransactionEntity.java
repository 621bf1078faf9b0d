package org.matrixee.store.account.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** The answer to a finished request. */
@Entity
@Table(name = "client_transaction")
class ClientTransactionEntity {
  @Id
  @Column(name = "request_key")
  byte[] requestKey;

  @Column(name = "created_ts")
  long createdTs;

  @Column(name = "room_id")
  @Nullable String roomId;

  @Column(name = "event_id")
  @Nullable String eventId;

  @Nullable String alias;
}
