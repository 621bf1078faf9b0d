package org.matrixee.store.federation.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A signing key of this server; {@code inUse} is true or null. */
@Entity
@Table(name = "signing_key")
class SigningKeyEntity {
  @Id
  @Column(name = "key_id")
  String keyId;

  String seed;

  @Column(name = "created_ts")
  long createdTs;

  @Column(name = "in_use")
  @Nullable Boolean inUse;

  @Column(name = "retired_ts")
  @Nullable Long retiredTs;
}
