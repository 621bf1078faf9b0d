package org.matrixee.store.account.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A link that an identity server has yet to be told of. */
@Entity
@Table(name = "identity_binding")
class IdentityBindingEntity {
  @Id long nid;

  @Column(name = "user_id")
  String userId;

  @Column(name = "id_server")
  String idServer;

  String sid;

  @Column(name = "client_secret")
  String clientSecret;

  @Column(name = "created_ts")
  long createdTs;

  int tries;

  @Column(name = "retry_ts")
  long retryTs;
}
