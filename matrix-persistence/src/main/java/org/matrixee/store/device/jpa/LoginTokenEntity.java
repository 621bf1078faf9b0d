package org.matrixee.store.device.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A token that is good for one login, by its hash. */
@Entity
@Table(name = "login_token")
class LoginTokenEntity {
  @Id String hash;

  @Column(name = "user_id")
  String userId;

  @Column(name = "expires_ts")
  long expiresTs;
}
