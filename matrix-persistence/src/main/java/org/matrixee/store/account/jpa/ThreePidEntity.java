package org.matrixee.store.account.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A verified third-party id of an account. */
@Entity
@Table(name = "third_party_id")
@IdClass(ThreePidEntity.Key.class)
class ThreePidEntity {
  @Id String medium;

  @Id String address;

  @Column(name = "user_id")
  String userId;

  @Column(name = "added_ts")
  long addedTs;

  /** Medium and address: an id belongs to one account. */
  record Key(String medium, String address) implements Serializable {}
}
