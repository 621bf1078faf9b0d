package org.matrixee.store.federation.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Another server, and how it answers. */
@Entity
@Table(name = "destination")
class DestinationEntity {
  @Id String server;

  @Column(name = "failing_since")
  @Nullable Long failingSince;

  @Column(name = "retry_at")
  @Nullable Long retryAt;

  int failures;

  @Column(name = "last_error")
  @Nullable String lastError;

  @Column(name = "last_txn")
  long lastTxn;
}
