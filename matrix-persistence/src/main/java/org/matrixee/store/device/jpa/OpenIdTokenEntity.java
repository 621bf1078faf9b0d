package org.matrixee.store.device.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A token that tells another service who its owner is, by its hash. */
@Entity
@Table(name = "openid_token")
class OpenIdTokenEntity {
  @Id String hash;

  @Column(name = "user_id")
  String userId;

  @Column(name = "expires_ts")
  long expiresTs;
}
