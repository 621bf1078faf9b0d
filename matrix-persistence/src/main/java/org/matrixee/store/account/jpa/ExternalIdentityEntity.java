package org.matrixee.store.account.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A link between an account and who its owner is elsewhere. */
@Entity
@IdClass(ExternalIdentityEntity.Key.class)
@Table(name = "external_identity")
class ExternalIdentityEntity {
  @Id String issuer;
  @Id String subject;

  @Column(name = "user_id")
  String userId;

  @Column(name = "created_ts")
  long createdTs;

  /** Its primary key. */
  static final class Key implements Serializable {
    private static final long serialVersionUID = 1L;

    @Nullable String issuer;
    @Nullable String subject;

    /** For Hibernate. */
    Key() {}

    Key(String issuer, String subject) {
      this.issuer = issuer;
      this.subject = subject;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && Objects.equals(key.issuer, issuer)
          && Objects.equals(key.subject, subject);
    }

    @Override
    public int hashCode() {
      return Objects.hash(issuer, subject);
    }
  }
}
