package org.matrixee.store.account.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An account that a server administrator suspended. */
@Entity
@Table(name = "account_suspension")
class AccountSuspensionEntity {
  @Id
  @Column(name = "user_id")
  String userId;

  @Column(name = "suspended_by")
  String suspendedBy;

  @Column(name = "suspended_ts")
  long suspendedTs;
}
