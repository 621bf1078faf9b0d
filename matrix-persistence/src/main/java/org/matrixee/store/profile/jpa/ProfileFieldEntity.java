package org.matrixee.store.profile.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A field of a profile. */
@Entity
@IdClass(ProfileFieldEntity.Key.class)
@Table(name = "profile_field")
class ProfileFieldEntity {
  @Id
  @Column(name = "user_id")
  String userId;

  @Id String name;

  byte[] body;

  /** The primary key. */
  record Key(String userId, String name) implements Serializable {}
}
