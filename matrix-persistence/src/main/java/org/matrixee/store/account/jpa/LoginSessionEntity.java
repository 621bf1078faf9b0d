package org.matrixee.store.account.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A login or registration under way. Its version is compared by the store's own statements. */
@Entity
@Table(name = "login_session")
class LoginSessionEntity {
  @Id
  @Column(name = "session_hash")
  String sessionHash;

  String purpose;

  String done;

  String state;

  @Column(name = "key_hash")
  @Nullable String keyHash;

  String address;

  @Column(name = "created_ts")
  long createdTs;

  @Column(name = "expires_ts")
  long expiresTs;

  long version;
}
