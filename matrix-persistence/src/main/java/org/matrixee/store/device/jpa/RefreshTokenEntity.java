package org.matrixee.store.device.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A refresh token, by its hash. */
@Entity
@Table(name = "refresh_token")
class RefreshTokenEntity {
  @Id String hash;

  @Column(name = "device_nid")
  long deviceNid;

  int generation;

  @Column(name = "created_ts")
  long createdTs;
}
