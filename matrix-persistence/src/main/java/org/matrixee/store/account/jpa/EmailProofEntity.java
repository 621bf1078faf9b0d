package org.matrixee.store.account.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** An e-mail address that somebody is about to prove. */
@Entity
@Table(name = "email_proof")
class EmailProofEntity {
  @Id String sid;

  String purpose;

  String address;

  @Column(name = "secret_hash")
  String secretHash;

  long attempt;

  @Column(name = "token_hash")
  @Nullable String tokenHash;

  @Column(name = "next_link")
  @Nullable String nextLink;

  @Column(name = "validated_ts")
  @Nullable Long validatedTs;

  @Column(name = "expires_ts")
  long expiresTs;
}
