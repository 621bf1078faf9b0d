package org.matrixee.store.account.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** An access token, by its hash. */
@Entity
@Table(name = "access_token")
class AccessTokenEntity {
  @Id long nid;

  @Column(name = "created_ts")
  long createdTs;

  String hash;

  @Column(name = "user_id")
  String userId;

  @Column(name = "device_nid")
  long deviceNid;

  @Column(name = "expires_ts")
  @Nullable Long expiresTs;

  int generation;
}
