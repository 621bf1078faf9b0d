package org.matrixee.store.account.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** An account. */
@Entity
@DynamicUpdate // two devices that change different columns at once both win
@Table(name = "account")
class AccountEntity {
  @Id
  @Column(name = "user_id")
  String userId;

  @Column(name = "password_hash")
  @Nullable String passwordHash;

  @Column(name = "display_name")
  @Nullable String displayName;

  @Column(name = "avatar_url")
  @Nullable String avatarUrl;

  boolean admin;

  @Column(name = "created_ts")
  long createdTs;
}
