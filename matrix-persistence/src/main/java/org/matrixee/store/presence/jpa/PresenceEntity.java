package org.matrixee.store.presence.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A user's newest presence. */
@Entity
@Table(name = "presence")
class PresenceEntity {
  @Id
  @Column(name = "user_id")
  String userId;

  @Column(name = "stream_pos")
  long streamPos;

  @Column(name = "last_active")
  @Nullable Long lastActive;

  short state;

  @Column(name = "status_msg")
  @Nullable String statusMsg;

  /** The user's server; null for this one. */
  @Nullable String origin;

  @Column(name = "display_name")
  @Nullable String displayName;

  @Column(name = "avatar_url")
  @Nullable String avatarUrl;
}
