package org.matrixee.store.account.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An account that its owner gave up. */
@Entity
@Table(name = "account_deactivation")
class AccountDeactivationEntity {
  @Id
  @Column(name = "user_id")
  String userId;

  boolean erase;

  @Column(name = "rooms_left")
  boolean roomsLeft;

  @Column(name = "deactivated_ts")
  long deactivatedTs;
}
