package org.matrixee.store.personal.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** Account data of one type. */
@Entity
@IdClass(AccountDataEntity.Key.class)
@Table(name = "account_data")
class AccountDataEntity {
  @Id
  @Column(name = "user_id")
  String userId;

  @Id
  @Column(name = "room_nid")
  long roomNid;

  @Id String type;

  @Column(name = "stream_pos")
  long streamPos;

  byte[] content;

  /** The primary key. */
  record Key(String userId, long roomNid, String type) implements Serializable {}
}
