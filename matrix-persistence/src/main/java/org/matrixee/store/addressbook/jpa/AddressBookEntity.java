package org.matrixee.store.addressbook.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A user's contacts. */
@Entity
@Table(name = "address_book")
class AddressBookEntity {
  @Id
  @Column(name = "user_id")
  String userId;

  @Column(name = "changed_ts")
  long changedTs;

  byte[] contacts;
}
