package org.matrixee.store.federation.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A signing key of another server. */
@Entity
@IdClass(ServerKeyEntity.Key.class)
@Table(name = "server_key")
class ServerKeyEntity {
  @Id String server;

  @Id
  @Column(name = "key_id")
  String keyId;

  @Column(name = "public_key")
  String publicKey;

  @Column(name = "valid_until_ts")
  long validUntilTs;

  @Column(name = "retired_ts")
  @Nullable Long retiredTs;

  /** The primary key. */
  record Key(String server, String keyId) implements Serializable {}
}
